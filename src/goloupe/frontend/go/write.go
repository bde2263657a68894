package main

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"go/constant"
	"go/token"
	"go/types"
	"math"
	"path/filepath"
	"unicode"
)

const schemaVersion = 1

// columnWriter lays out one package's trees as columns.
type columnWriter struct {
	pb *pkgBuilder
	tf *typeFacts

	strOff  []uint32
	strData []byte
	strIdx  map[string]int32

	files   []string
	fileIdx map[string]int32
	posFile *token.File

	nKind  []uint8
	nPos   []uint32
	nFile  []int16
	nType  []int32
	nAux   []int32
	nAux2  []int32
	nFlags []int32
	nEnd   []int32

	types   []types.Type
	typeIdx map[types.Type]int32
	typeKey map[string]int32
	tKind   []uint8
	tSize   []int64
	tAlign  []uint8
	tFlags  []int32
	tElem   []int32
	tKeyT   []int32
	tLen    []int64
	tStr    []int32
	tFields []int32
	tNField []int32
	tNRecv  []uint16
	tNParam []uint16
	tNRes   []uint16
	tSym    []int32
	tPtr    []int64
	fName   []int32
	fType   []int32
	fOff    []int64
	fFlags  []int32

	objs []*Name

	cKind []uint8
	cText []int32
	cShow []int32

	fnIdx map[*Func]int32
	run   runTables
}

func newColumnWriter(pb *pkgBuilder) *columnWriter {
	return &columnWriter{
		pb: pb, tf: pb.tf,
		strIdx: map[string]int32{}, strOff: []uint32{0},
		fileIdx: map[string]int32{}, typeIdx: map[types.Type]int32{}, typeKey: map[string]int32{},
		fnIdx: map[*Func]int32{},
	}
}

func (w *columnWriter) str(s string) int32 {
	if i, ok := w.strIdx[s]; ok {
		return i
	}
	i := int32(len(w.strOff) - 1)
	w.strData = append(w.strData, s...)
	w.strOff = append(w.strOff, uint32(len(w.strData)))
	w.strIdx[s] = i
	return i
}

// ---- positions

// maxColumn is the largest column that the compiler's positions hold.
const maxColumn = 255

func (w *columnWriter) pos(p token.Pos) (packed uint32, file int16) {
	if !p.IsValid() {
		return 0, -1
	}
	f := w.posFile
	if f == nil || int(p) < f.Base() || int(p) > f.Base()+f.Size() {
		f = w.pb.p.Fset.File(p)
		if f == nil {
			return 0, -1
		}
		w.posFile = f
	}
	ps := f.PositionFor(p, true)
	i, ok := w.fileIdx[ps.Filename]
	if !ok {
		i = int32(len(w.files))
		name := ps.Filename
		if filepath.Ext(name) != ".go" && w.pb.p.usesCgo() {
			// cgo's declarations, kept in the build cache under another name.
			name = "_cgo_gotypes.go"
		}
		w.files = append(w.files, name)
		w.fileIdx[ps.Filename] = i
	}
	col := ps.Column
	if plain := f.PositionFor(p, false); plain.Column > maxColumn && plain.Column != col {
		// The compiler cuts columns off before it applies a line directive:
		// both the position's own and that of the directive's end.
		from := directiveColumn(f, p, col-plain.Column)
		col = from + (col - plain.Column) + maxColumn - min(from, maxColumn)
	}
	if col > maxColumn {
		col = maxColumn
	}
	return uint32(ps.Line)<<12 | uint32(col), int16(i)
}

// directiveColumn returns the column in which a line directive of p's own
// line, which moves columns by shift, starts to apply.
func directiveColumn(f *token.File, p token.Pos, shift int) int {
	at := f.PositionFor(p, false)
	for at.Column > 1 {
		before := p - 1
		if plain := f.PositionFor(before, false); f.PositionFor(before, true).Column-plain.Column != shift {
			break
		}
		p = before
		at.Column--
	}
	return at.Column
}

// ---- types

var basicKinds = map[types.BasicKind]uint8{
	types.Bool: 1, types.Int: 2, types.Int8: 3, types.Int16: 4, types.Int32: 5, types.Int64: 6, types.Uint: 7, types.Uint8: 8,
	types.Uint16: 9, types.Uint32: 10, types.Uint64: 11, types.Uintptr: 12, types.Float32: 13, types.Float64: 14,
	types.Complex64: 15, types.Complex128: 16, types.String: 17, types.UnsafePointer: 18, types.UntypedNil: 27,
	types.UntypedBool: 28, types.UntypedInt: 28, types.UntypedRune: 28, types.UntypedFloat: 28, types.UntypedComplex: 28, types.UntypedString: 28,
}

func (w *columnWriter) typ(t types.Type) int32 {
	if t == nil {
		return -1
	}
	if i, ok := w.typeIdx[t]; ok {
		return i
	}
	key := w.tf.Key(t)
	if i, ok := w.typeKey[key]; ok {
		w.typeIdx[t] = i
		return i
	}
	i := int32(len(w.types))
	w.typeIdx[t] = i
	w.typeKey[key] = i
	w.types = append(w.types, t)
	return i
}

// finishTypes fills the type columns; describing a type may add others.
func (w *columnWriter) finishTypes() {
	for i := 0; i < len(w.types); i++ {
		w.describe(w.types[i])
		if w.pb.run {
			w.describeForRun(i)
		}
	}
}

func (w *columnWriter) describe(t types.Type) {
	tf := w.tf
	u := t.Underlying()
	kind, elem, key, length := uint8(30), int32(-1), int32(-1), int64(0)
	fields, nfields := int32(len(w.fName)), int32(0)
	var nrecv, nparam, nres uint16
	var flags int32
	addField := func(name string, ft types.Type, off int64, fl int32) {
		w.fName = append(w.fName, w.str(name))
		w.fType = append(w.fType, w.typ(ft))
		w.fOff = append(w.fOff, off)
		w.fFlags = append(w.fFlags, fl)
		nfields++
	}
	switch u := u.(type) {
	case *types.Basic:
		kind = basicKinds[u.Kind()]
		if kind == 0 {
			kind = 30
		}
	case *types.Pointer:
		kind, elem = 19, w.typ(u.Elem())
	case *types.Slice:
		kind, elem = 20, w.typ(u.Elem())
	case *types.Array:
		kind, elem, length = 21, w.typ(u.Elem()), u.Len()
	case *types.Struct:
		kind = 22
		vars := make([]*types.Var, u.NumFields())
		for i := range vars {
			vars[i] = u.Field(i)
		}
		offs := w.tf.Offsets(vars)
		for i, f := range vars {
			fl := int32(0)
			if f.Embedded() {
				fl = 1
			}
			addField(f.Name(), f.Type(), offs[i], fl)
		}
	case *types.Map:
		kind, elem, key = 23, w.typ(u.Elem()), w.typ(u.Key())
	case *types.Chan:
		kind, elem, key = 24, w.typ(u.Elem()), int32(u.Dir())
	case *types.Signature:
		kind = 25
		if r := u.Recv(); r != nil {
			addField(r.Name(), r.Type(), 0, 0)
			nrecv = 1
		}
		for i := 0; i < u.Params().Len(); i++ {
			addField(u.Params().At(i).Name(), u.Params().At(i).Type(), 0, 0)
		}
		for i := 0; i < u.Results().Len(); i++ {
			addField(u.Results().At(i).Name(), u.Results().At(i).Type(), 0, 0)
		}
		nparam, nres = uint16(u.Params().Len()), uint16(u.Results().Len())
		if u.Variadic() {
			flags |= TFVariadic
		}
	case *types.Interface:
		kind = 26
		if u.NumMethods() == 0 {
			flags |= TFEmptyIface
		}
	case *types.Tuple:
		kind = 29
		for i := 0; i < u.Len(); i++ {
			addField(u.At(i).Name(), u.At(i).Type(), 0, 0)
		}
	}
	ptr := tf.PtrData(t)
	if ptr > 0 {
		flags |= TFHasPtr
	}
	if tf.DirectIface(t) {
		flags |= TFDirectIface
	}
	sym := int32(-1)
	if isNamed(t) {
		flags |= TFNamed
		sym = w.str(tf.Link(t))
	}
	if tf.IsShape(t) {
		flags |= TFShape
	}
	if tf.HasShape(t) {
		flags |= TFHasShape
	}
	if kind != 25 && kind != 29 && kind != 30 && types.Comparable(t) {
		flags |= TFComparable
	}
	if tf.NotInHeap(t) {
		flags |= TFNotInHeap
	}
	size, align := int64(0), int64(1)
	switch kind {
	case 27, 28, 29, 30:
	default:
		size, align = tf.Size(t), tf.Align(t)
	}
	w.tKind = append(w.tKind, kind)
	w.tSize = append(w.tSize, size)
	w.tAlign = append(w.tAlign, uint8(align))
	w.tFlags = append(w.tFlags, flags)
	w.tElem = append(w.tElem, elem)
	w.tKeyT = append(w.tKeyT, key)
	w.tLen = append(w.tLen, length)
	w.tStr = append(w.tStr, w.str(tf.String(t)))
	w.tFields = append(w.tFields, fields)
	w.tNField = append(w.tNField, nfields)
	w.tNRecv = append(w.tNRecv, nrecv)
	w.tNParam = append(w.tNParam, nparam)
	w.tNRes = append(w.tNRes, nres)
	w.tSym = append(w.tSym, sym)
	w.tPtr = append(w.tPtr, ptr)
}

// ---- objects and constants

func (w *columnWriter) obj(n *Name) int32 {
	if n == nil {
		return -1
	}
	if n.id == 0 {
		w.objs = append(w.objs, n)
		n.id = int32(len(w.objs))
	}
	return n.id - 1
}

func (w *columnWriter) nameText(n *Name) string {
	if n.Pkg != nil && n.Pkg != w.pb.p.Types && n.Name != "_" {
		return n.Pkg.Name() + "." + n.Name
	}
	return n.Name
}

func (w *columnWriter) constant(n *Node) int32 {
	v := n.Val
	kinds := map[constant.Kind]uint8{constant.Bool: 1, constant.String: 2, constant.Int: 3, constant.Float: 4, constant.Complex: 5}
	bt, _ := under(n.Typ).(*types.Basic)
	if bt != nil {
		switch info := bt.Info(); {
		case info&types.IsInteger != 0:
			v = toInt(v)
		case info&types.IsFloat != 0:
			v = roundFloat(v, bt.Kind())
		case info&types.IsComplex != 0:
			v = constant.ToComplex(v)
		}
	}
	var text string
	if v.Kind() == constant.String {
		text = constant.StringVal(v)
	} else {
		text = v.ExactString()
	}
	show := v.String()
	if x, ok := constRune(n.Typ, v); ok {
		show = fmt.Sprintf("%q", x)
	} else if !defaultConstType(n.Typ, v.Kind()) {
		show = w.tf.String(n.Typ) + "(" + show + ")"
	}
	w.cKind = append(w.cKind, kinds[v.Kind()])
	w.cText = append(w.cText, w.str(text))
	w.cShow = append(w.cShow, w.str(show))
	return int32(len(w.cKind) - 1)
}

// constRune returns the value of a constant that is printed as a character.
func constRune(t types.Type, v constant.Value) (rune, bool) {
	if t != universeRune && t != types.Type(types.Typ[types.UntypedRune]) || v.Kind() != constant.Int {
		return 0, false
	}
	x, ok := constant.Int64Val(v)
	return rune(x), ok && 0 <= x && x <= unicode.MaxRune
}

func toInt(v constant.Value) constant.Value {
	if i := constant.ToInt(v); i.Kind() == constant.Int {
		return i
	}
	return v
}

func roundFloat(v constant.Value, kind types.BasicKind) constant.Value {
	f := constant.ToFloat(v)
	if f.Kind() != constant.Float {
		return v
	}
	if kind == types.Float32 {
		x, _ := constant.Float32Val(f)
		if !math.IsInf(float64(x), 0) {
			return constant.ToFloat(constant.MakeFloat64(float64(x)))
		}
	} else if x, _ := constant.Float64Val(f); !math.IsInf(x, 0) {
		return constant.ToFloat(constant.MakeFloat64(x))
	}
	return f
}

func defaultConstType(t types.Type, k constant.Kind) bool {
	bt, ok := unalias(t).(*types.Basic)
	if !ok {
		return false
	}
	if bt.Info()&types.IsUntyped != 0 {
		return true
	}
	switch k {
	case constant.Bool:
		return bt.Kind() == types.Bool
	case constant.String:
		return bt.Kind() == types.String
	case constant.Int:
		return bt.Kind() == types.Int
	case constant.Float:
		return bt.Kind() == types.Float64
	case constant.Complex:
		return bt.Kind() == types.Complex128
	}
	return false
}

// ---- nodes

func (w *columnWriter) node(n *Node) {
	i := len(w.nKind)
	if n == nil {
		w.nKind = append(w.nKind, uint8(ONONE))
		w.nPos = append(w.nPos, 0)
		w.nFile = append(w.nFile, -1)
		w.nType = append(w.nType, -1)
		w.nAux = append(w.nAux, -1)
		w.nAux2 = append(w.nAux2, -1)
		w.nFlags = append(w.nFlags, FInert)
		w.nEnd = append(w.nEnd, int32(i+1))
		return
	}
	n.idx = int32(i)
	pos, file := w.pos(n.Pos)
	aux, aux2 := n.Aux, int32(-1)
	switch n.Op {
	case ONAME, ODCL, OCASE, OCLOSUREVAR:
		aux = w.obj(n.Name)
	case OLITERAL:
		aux = w.constant(n)
		if v := n.Val; v.Kind() == constant.Int {
			if _, ok := constant.Int64Val(v); ok {
				n.Flags |= FSmallConst
			}
		}
	case ODOT, ODOTPTR, ODOTINTER, OSTRUCTKEY, OBREAK, OCONTINUE, OGOTO, OFALL, OLABEL, ODICT, OOPAQUE:
		aux = -1
		if n.Str != "" || n.Op == OOPAQUE {
			aux = w.str(n.Str)
		}
	case OMETHVALUE, OMETHEXPR:
		aux, aux2 = w.str(n.Str), w.obj(n.Name)
	case OCLOSURE:
		aux = w.fnIdx[n.Fn]
	}
	w.nKind = append(w.nKind, uint8(n.Op))
	w.nPos = append(w.nPos, pos)
	w.nFile = append(w.nFile, file)
	w.nType = append(w.nType, w.typ(n.Typ))
	w.nAux = append(w.nAux, aux)
	w.nAux2 = append(w.nAux2, aux2)
	w.nFlags = append(w.nFlags, 0)
	w.nEnd = append(w.nEnd, 0)
	for _, c := range n.List {
		w.node(c)
	}
	if w.inert(n) {
		n.Flags |= FInert
	} else {
		n.Flags &^= FInert
	}
	w.nFlags[i] = int32(n.Flags)
	w.nEnd[i] = int32(len(w.nKind))
}

// ---- the file

type header struct {
	Schema     int                 `json:"schema"`
	Path       string              `json:"path"`
	Name       string              `json:"name"`
	Dir        string              `json:"dir"`
	Root       bool                `json:"root"`
	GoVersion  string              `json:"goversion"`
	Lang       string              `json:"lang"`
	GOARCH     string              `json:"goarch"`
	Hash       string              `json:"hash"`
	Sections   map[string][3]int   `json:"sections"`
	Files      []string            `json:"files"`
	FuncsOrder []int32             `json:"funcs_order"`
	Needs      map[string][]string `json:"needs"`
	Notes      [][4]any            `json:"notes"`
}

// section appends one column to the body.
type sections struct {
	body []byte
	at   map[string][3]int
}

func (s *sections) add(name string, count, width int, put func([]byte) []byte) {
	for len(s.body)%8 != 0 {
		s.body = append(s.body, 0)
	}
	s.at[name] = [3]int{len(s.body), count, width}
	s.body = put(s.body)
}

func i32s(v []int32) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, uint32(x))
		}
		return b
	}
}

func u32s(v []uint32) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint32(b, x)
		}
		return b
	}
}

func i64s(v []int64) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint64(b, uint64(x))
		}
		return b
	}
}

func i16s(v []int16) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint16(b, uint16(x))
		}
		return b
	}
}

func u16s(v []uint16) func([]byte) []byte {
	return func(b []byte) []byte {
		for _, x := range v {
			b = binary.LittleEndian.AppendUint16(b, x)
		}
		return b
	}
}

func raw(v []byte) func([]byte) []byte {
	return func(b []byte) []byte { return append(b, v...) }
}

// write lays out the package and returns the file.
func (w *columnWriter) write() ([]byte, error) {
	pb := w.pb
	for i, fn := range pb.funcs {
		w.fnIdx[fn] = int32(i)
		fn.id = int32(i)
	}
	n := len(pb.funcs)
	fnName, fnKey, fnObj, fnType := make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n)
	fnPos, fnFile := make([]uint32, n), make([]int16, n)
	fnNode, fnFlags, fnParent := make([]int32, n), make([]int32, n), make([]int32, n)
	fnParams, fnNParams, fnNRecvParams, fnNResults := make([]int32, n), make([]int32, n), make([]int32, n), make([]int32, n)
	fnDcl, fnNDcl := make([]int32, n), make([]int32, n)
	var plist, dlist []int32
	for i, fn := range pb.funcs {
		fnName[i] = w.str(w.funcText(fn))
		fnKey[i] = w.str(fn.Key)
		fnObj[i] = -1
		if fn.Sym != nil {
			fnObj[i] = w.obj(fn.Sym)
		}
		if fn.Sig != nil {
			fnType[i] = w.typ(fn.Sig)
		} else {
			fnType[i] = -1
		}
		fnPos[i], fnFile[i] = w.pos(fn.Pos)
		fnFlags[i] = fn.Flags
		fnParent[i] = -1
		if fn.Parent != nil {
			fnParent[i] = w.fnIdx[fn.Parent]
		}
		fnParams[i] = int32(len(plist))
		for _, p := range fn.Params {
			plist = append(plist, w.obj(p))
		}
		for _, p := range fn.Result {
			plist = append(plist, w.obj(p))
		}
		fnNParams[i] = int32(len(fn.Params) + len(fn.Result))
		fnNRecvParams[i], fnNResults[i] = int32(len(fn.Params)), int32(len(fn.Result))
		fnDcl[i] = int32(len(dlist))
		for _, d := range fn.Dcl {
			dlist = append(dlist, w.obj(d))
		}
		fnNDcl[i] = int32(len(fn.Dcl))
		fnNode[i] = -1
		if fn.Flags&FnHasBody != 0 {
			fnNode[i] = int32(len(w.nKind))
			w.node(&Node{Op: OFUNCBODY, Pos: fn.Pos, List: fn.Body})
		}
	}
	var ms []int32
	for _, m := range pb.known {
		ms = append(ms, w.typ(m.typ), w.str(m.name), w.obj(m.fn), w.str(m.path))
	}
	// Objects; the list grows while it is written only by owners and callees
	// that are complete already.
	var oName, oType, oFn, oKey, oFlags, oDef, oSingle []int32
	var oClass []uint8
	var oPos []uint32
	var oFile []int16
	var fa []int32
	for i := 0; i < len(w.objs); i++ {
		o := w.objs[i]
		oName = append(oName, w.str(w.nameText(o)))
		oClass = append(oClass, o.Class)
		oType = append(oType, w.typ(o.Typ))
		p, f := w.pos(o.Pos)
		oPos, oFile = append(oPos, p), append(oFile, f)
		fn := int32(-1)
		if o.Class == ClassFunc {
			if o.Fn != nil {
				fn = w.fnIdx[o.Fn]
			}
		} else if o.Owner != nil {
			fn = w.fnIdx[o.Owner]
		}
		oFn = append(oFn, fn)
		oKey = append(oKey, w.str(o.Key))
		flags := int32(o.Flags)
		if o.funcCand {
			flags |= OFFuncAssigns
			for _, as := range o.funcRows {
				fa = append(fa, int32(i), as.idx, as.List[1].idx)
			}
		}
		oFlags = append(oFlags, flags)
		def, single := int32(-1), int32(-1)
		if o.Defn != nil && (o.Defn.idx > 0 || o.Owner != nil) {
			def = o.Defn.idx
		}
		if o.single != nil {
			single = o.single.idx
		}
		oDef, oSingle = append(oDef, def), append(oSingle, single)
	}
	w.finishTypes()

	s := &sections{at: map[string][3]int{}}
	s.add("n_kind", len(w.nKind), 1, raw(w.nKind))
	s.add("n_pos", len(w.nPos), 4, u32s(w.nPos))
	s.add("n_file", len(w.nFile), 2, i16s(w.nFile))
	s.add("n_type", len(w.nType), 4, i32s(w.nType))
	s.add("n_aux", len(w.nAux), 4, i32s(w.nAux))
	s.add("n_aux2", len(w.nAux2), 4, i32s(w.nAux2))
	s.add("n_flags", len(w.nFlags), 4, i32s(w.nFlags))
	s.add("n_end", len(w.nEnd), 4, i32s(w.nEnd))
	s.add("t_kind", len(w.tKind), 1, raw(w.tKind))
	s.add("t_size", len(w.tSize), 8, i64s(w.tSize))
	s.add("t_align", len(w.tAlign), 1, raw(w.tAlign))
	s.add("t_flags", len(w.tFlags), 4, i32s(w.tFlags))
	s.add("t_elem", len(w.tElem), 4, i32s(w.tElem))
	s.add("t_key", len(w.tKeyT), 4, i32s(w.tKeyT))
	s.add("t_len", len(w.tLen), 8, i64s(w.tLen))
	s.add("t_str", len(w.tStr), 4, i32s(w.tStr))
	s.add("t_fields", len(w.tFields), 4, i32s(w.tFields))
	s.add("t_nfields", len(w.tNField), 4, i32s(w.tNField))
	s.add("t_nrecv", len(w.tNRecv), 2, u16s(w.tNRecv))
	s.add("t_nparams", len(w.tNParam), 2, u16s(w.tNParam))
	s.add("t_nresults", len(w.tNRes), 2, u16s(w.tNRes))
	s.add("t_sym", len(w.tSym), 4, i32s(w.tSym))
	s.add("t_ptrdata", len(w.tPtr), 8, i64s(w.tPtr))
	s.add("f_name", len(w.fName), 4, i32s(w.fName))
	s.add("f_type", len(w.fType), 4, i32s(w.fType))
	s.add("f_offset", len(w.fOff), 8, i64s(w.fOff))
	s.add("f_flags", len(w.fFlags), 4, i32s(w.fFlags))
	s.add("o_name", len(oName), 4, i32s(oName))
	s.add("o_class", len(oClass), 1, raw(oClass))
	s.add("o_type", len(oType), 4, i32s(oType))
	s.add("o_pos", len(oPos), 4, u32s(oPos))
	s.add("o_file", len(oFile), 2, i16s(oFile))
	s.add("o_fn", len(oFn), 4, i32s(oFn))
	s.add("o_key", len(oKey), 4, i32s(oKey))
	s.add("o_flags", len(oFlags), 4, i32s(oFlags))
	s.add("o_def", len(oDef), 4, i32s(oDef))
	s.add("o_single", len(oSingle), 4, i32s(oSingle))
	s.add("ms", len(ms), 4, i32s(ms))
	s.add("fa", len(fa), 4, i32s(fa))
	s.add("c_kind", len(w.cKind), 1, raw(w.cKind))
	s.add("c_text", len(w.cText), 4, i32s(w.cText))
	s.add("c_show", len(w.cShow), 4, i32s(w.cShow))
	s.add("fn_name", n, 4, i32s(fnName))
	s.add("fn_key", n, 4, i32s(fnKey))
	s.add("fn_obj", n, 4, i32s(fnObj))
	s.add("fn_type", n, 4, i32s(fnType))
	s.add("fn_pos", n, 4, u32s(fnPos))
	s.add("fn_file", n, 2, i16s(fnFile))
	s.add("fn_node", n, 4, i32s(fnNode))
	s.add("fn_flags", n, 4, i32s(fnFlags))
	s.add("fn_parent", n, 4, i32s(fnParent))
	s.add("fn_params", n, 4, i32s(fnParams))
	s.add("fn_nparams", n, 4, i32s(fnNParams))
	s.add("fn_nrecvparams", n, 4, i32s(fnNRecvParams))
	s.add("fn_nresults", n, 4, i32s(fnNResults))
	s.add("fn_dcl", n, 4, i32s(fnDcl))
	s.add("fn_ndcl", n, 4, i32s(fnNDcl))
	s.add("fn_plist", len(plist), 4, i32s(plist))
	s.add("fn_dcl_list", len(dlist), 4, i32s(dlist))
	if pb.run {
		w.runSections(s)
	}
	s.add("str_off", len(w.strOff), 4, u32s(w.strOff))
	s.add("str_data", len(w.strData), 1, raw(w.strData))

	h := header{
		Schema: schemaVersion, Path: pb.p.Path, Name: pb.p.Name, Dir: pb.p.Dir, Root: pb.p.Root, GoVersion: pb.s.GoVersionTool,
		Lang: pb.p.GoVersion, GOARCH: pb.s.GOARCH, Hash: pb.p.Hash, Sections: s.at, Files: w.files, Needs: map[string][]string{},
		FuncsOrder: []int32{}, Notes: [][4]any{},
	}
	for _, fn := range pb.order {
		h.FuncsOrder = append(h.FuncsOrder, fn.id)
	}
	for path, keys := range pb.needs {
		h.Needs[path] = sortedKeys(keys)
	}
	for _, nt := range pb.notes {
		p, f := w.pos(nt.Pos)
		h.Notes = append(h.Notes, [4]any{f, p >> 12, p & 0xfff, nt.Text})
	}
	h.Files = w.files
	if h.Files == nil {
		h.Files = []string{}
	}
	return assemble(h, s.body)
}

// assemble puts header and columns together. Offsets in the header count
// from the start of the file, so its length is settled first.
func assemble(h header, body []byte) ([]byte, error) {
	base := 0
	for {
		shifted := h
		shifted.Sections = map[string][3]int{}
		for k, v := range h.Sections {
			shifted.Sections[k] = [3]int{v[0] + base, v[1], v[2]}
		}
		js, err := json.Marshal(shifted)
		if err != nil {
			return nil, err
		}
		need := 8 + len(js)
		need += (8 - need%8) % 8
		if need <= base {
			out := make([]byte, 0, base+len(body))
			out = append(out, "GLC1"...)
			out = binary.LittleEndian.AppendUint32(out, uint32(base-8))
			out = append(out, js...)
			for len(out) < base {
				out = append(out, ' ')
			}
			return append(out, body...), nil
		}
		base = need + 64
		base += (8 - base%8) % 8
	}
}

// funcText is a function's name as it is printed in messages of this package.
func (w *columnWriter) funcText(fn *Func) string {
	if fn.Pkg != nil && fn.Pkg != w.pb.p.Types {
		return fn.Pkg.Name() + "." + fn.Name
	}
	return fn.Name
}

// usesCgo reports whether cgo wrote some of the package's files.
func (p *Package) usesCgo() bool {
	for _, name := range p.Filenames {
		if filepath.Ext(name) != ".go" {
			return true
		}
	}
	return false
}
