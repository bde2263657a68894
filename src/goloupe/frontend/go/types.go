package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"
)

// typeFacts answers questions about types in the compiler's terms: size,
// pointers, how they are printed. Answers are remembered per type object.
// One typeFacts serves one package being written.
type typeFacts struct {
	local  *types.Package
	sizes  types.Sizes
	minor  int            // of the toolchain: some rules depend on it
	shape  *types.Package // the package of go.shape types
	shapes map[string]*types.Named

	display map[types.Type]string
	keys    map[types.Type]string
	ptrs    map[types.Type]int64
	nih     map[types.Type]bool
	localNo map[*types.TypeName]int // of types whose source is not at hand
	source  func(*types.Package) *Package
	shaping map[*types.TypeName]bool // whose instances' shapes are being spelled
}

func newTypeFacts(local *types.Package, sizes types.Sizes) *typeFacts {
	return &typeFacts{
		local: local, sizes: sizes,
		shape:   types.NewPackage("go.shape", "go.shape"),
		shapes:  map[string]*types.Named{},
		display: map[types.Type]string{},
		keys:    map[types.Type]string{},
		ptrs:    map[types.Type]int64{},
		nih:     map[types.Type]bool{},
		localNo: map[*types.TypeName]int{},
		source:  func(*types.Package) *Package { return nil },
		shaping: map[*types.TypeName]bool{},
	}
}

// Printing modes of types.
type printMode int

const (
	modeGo      printMode = iota // for people: %v in the compiler
	modeLink                     // names by package path, byte and rune resolved: link symbols and shapes
	modeKey                      // like modeLink but keeps byte, rune and any: identity within the tables
	modeReflect                  // reflect.Type.String
)

// keepsAliases: byte, rune and any are printed as they were written.
func (m printMode) keepsAliases() bool { return m == modeGo || m == modeKey }

var (
	universeAny   = types.Universe.Lookup("any").Type()
	universeByte  = types.Universe.Lookup("byte").Type()
	universeRune  = types.Universe.Lookup("rune").Type()
	universeError = types.Universe.Lookup("error").Type()
)

// String returns the type as the compiler prints it in messages of the
// package being written.
func (tf *typeFacts) String(t types.Type) string {
	if s, ok := tf.display[t]; ok {
		return s
	}
	var b strings.Builder
	tf.write(&b, t, modeGo)
	s := b.String()
	tf.display[t] = s
	return s
}

// Link returns the type as it stands in link symbols and shape names.
func (tf *typeFacts) Link(t types.Type) string {
	var b strings.Builder
	tf.write(&b, t, modeLink)
	return b.String()
}

// Key returns a text that is equal for types that may share one table row.
func (tf *typeFacts) Key(t types.Type) string {
	if s, ok := tf.keys[t]; ok {
		return s
	}
	var b strings.Builder
	tf.write(&b, t, modeKey)
	s := b.String()
	tf.keys[t] = s
	return s
}

func (tf *typeFacts) qualify(b *strings.Builder, pkg *types.Package, mode printMode) {
	if pkg == nil {
		return
	}
	if mode == modeReflect {
		b.WriteString(pkg.Name())
		b.WriteByte('.')
		return
	}
	if mode == modeGo {
		if pkg != tf.local && pkg.Path() != tf.local.Path() {
			b.WriteString(pkg.Name())
			b.WriteByte('.')
		}
		return
	}
	if pkg == tf.shape {
		b.WriteString("go.shape.")
		return
	}
	b.WriteString(symbolPath(pkg))
	b.WriteByte('.')
}

// symbolPath is a package's path in link symbols.
func symbolPath(pkg *types.Package) string {
	return linkPath(pkg.Path())
}

// linkPath escapes an import path as objabi.PathToPrefix does: dots in the
// last element and control characters become %xx.
func linkPath(path string) string {
	slash := strings.LastIndexByte(path, '/')
	plain := true
	for i := 0; i < len(path); i++ {
		if c := path[i]; c <= ' ' || i > slash && c == '.' || c == '%' || c == '"' || c >= 0x7f {
			plain = false
			break
		}
	}
	if plain {
		return path
	}
	var b strings.Builder
	for i := 0; i < len(path); i++ {
		if c := path[i]; c <= ' ' || i > slash && c == '.' || c == '%' || c == '"' || c >= 0x7f {
			fmt.Fprintf(&b, "%%%02x", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

func (tf *typeFacts) write(b *strings.Builder, t types.Type, mode printMode) {
	switch t {
	case nil:
		b.WriteString("<T>")
		return
	case universeByte, universeRune:
		if mode.keepsAliases() {
			b.WriteString(t.(*types.Basic).Name())
			return
		}
	case universeAny:
		if mode.keepsAliases() {
			b.WriteString("any")
			return
		}
	}
	if a := unalias(t); a != t {
		if isUniverseAny(t) && mode.keepsAliases() {
			b.WriteString("any")
			return
		}
		tf.write(b, a, mode)
		return
	}
	switch t := t.(type) {
	case *types.Basic:
		switch {
		case t.Kind() == types.UnsafePointer:
			b.WriteString("unsafe.Pointer")
		case t.Kind() == types.UntypedNil:
			b.WriteString("nil")
		case !mode.keepsAliases() && t.Kind() == types.Uint8:
			b.WriteString("uint8")
		case !mode.keepsAliases() && t.Kind() == types.Int32:
			b.WriteString("int32")
		default:
			b.WriteString(t.Name())
		}
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() == nil {
			b.WriteString(obj.Name())
			return
		}
		tf.qualify(b, obj.Pkg(), mode)
		b.WriteString(obj.Name())
		if args := t.TypeArgs(); args.Len() > 0 {
			b.WriteByte('[')
			inner := modeLink
			if mode == modeKey {
				inner = modeKey
			}
			shaped := tf.anyShape(args)
			for i := 0; i < args.Len(); i++ {
				if i > 0 {
					b.WriteByte(',')
				}
				arg := args.At(i)
				if shaped {
					arg = tf.shapeOfArgument(arg, t.Origin().TypeParams().At(i))
				}
				tf.write(b, arg, inner)
			}
			b.WriteByte(']')
		}
		if (mode == modeLink || mode == modeKey) && obj.Parent() != nil && obj.Pkg() != tf.shape && obj.Parent() != obj.Pkg().Scope() {
			b.WriteString("·")
			b.WriteString(strconv.Itoa(tf.localNumber(obj)))
		}
	case *types.TypeParam:
		b.WriteString(t.Obj().Name())
		if mode == modeKey {
			fmt.Fprintf(b, "#%p", t)
		}
	case *types.Pointer:
		b.WriteByte('*')
		tf.write(b, t.Elem(), mode)
	case *types.Slice:
		b.WriteString("[]")
		tf.write(b, t.Elem(), mode)
	case *types.Array:
		b.WriteByte('[')
		b.WriteString(strconv.FormatInt(t.Len(), 10))
		b.WriteByte(']')
		tf.write(b, t.Elem(), mode)
	case *types.Map:
		b.WriteString("map[")
		tf.write(b, t.Key(), mode)
		b.WriteByte(']')
		tf.write(b, t.Elem(), mode)
	case *types.Chan:
		switch t.Dir() {
		case types.RecvOnly:
			b.WriteString("<-chan ")
			tf.write(b, t.Elem(), mode)
		case types.SendOnly:
			b.WriteString("chan<- ")
			tf.write(b, t.Elem(), mode)
		default:
			b.WriteString("chan ")
			if e, ok := unalias(t.Elem()).(*types.Chan); ok && e.Dir() == types.RecvOnly {
				b.WriteByte('(')
				tf.write(b, t.Elem(), mode)
				b.WriteByte(')')
			} else {
				tf.write(b, t.Elem(), mode)
			}
		}
	case *types.Signature:
		b.WriteString("func")
		tf.writeSig(b, t, mode)
	case *types.Tuple:
		for i := 0; i < t.Len(); i++ {
			if i > 0 {
				b.WriteByte(',')
			}
			tf.write(b, t.At(i).Type(), mode)
		}
	case *types.Interface:
		if t.NumMethods() == 0 {
			b.WriteString("interface {}")
			if mode == modeKey && !t.IsMethodSet() {
				fmt.Fprintf(b, "#%p", t)
			}
			return
		}
		b.WriteString("interface {")
		for i := 0; i < t.NumMethods(); i++ {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte(' ')
			m := t.Method(i)
			if !m.Exported() && m.Pkg() != nil {
				b.WriteString(symbolPath(m.Pkg()))
				b.WriteByte('.')
			}
			b.WriteString(m.Name())
			tf.writeSig(b, m.Type().(*types.Signature), mode)
		}
		b.WriteString(" }")
	case *types.Struct:
		b.WriteString("struct {")
		for i := 0; i < t.NumFields(); i++ {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteByte(' ')
			f := t.Field(i)
			renamed := f.Embedded() && mode == modeLink && tf.embeddedAs(f)
			if !f.Embedded() || mode == modeKey || renamed {
				if !f.Exported() && mode != modeReflect {
					tf.qualify(b, f.Pkg(), mode)
				}
				b.WriteString(f.Name())
				b.WriteByte(' ')
				if renamed {
					b.WriteString("= ")
				}
			}
			tf.write(b, f.Type(), mode)
			if tag := t.Tag(i); tag != "" {
				b.WriteByte(' ')
				b.WriteString(strconv.Quote(tag))
			}
		}
		if t.NumFields() != 0 {
			b.WriteByte(' ')
		}
		b.WriteByte('}')
	default:
		b.WriteString(t.String())
	}
}

// localNumber tells types of one name apart that are declared in functions:
// those of a package are counted.
func (tf *typeFacts) localNumber(obj *types.TypeName) int {
	if n, ok := tf.localNo[obj]; ok {
		return n
	}
	if p := tf.source(obj.Pkg()); p != nil && p.FullBodies {
		if n := p.numberedTypes()[obj.Pos()]; n > 0 {
			return n
		}
	}
	n := len(tf.localNo) + 1
	tf.localNo[obj] = n
	return n
}

// numberedTypes counts the types that p declares in functions. All bodies
// have to be there.
func (p *Package) numberedTypes() map[token.Pos]int {
	p.localTypesOnce.Do(func() {
		p.localTypes = map[token.Pos]int{}
		var inside func(n ast.Node) bool
		inside = func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && !spec.Assign.IsValid() {
				p.localTypes[spec.Name.Pos()] = len(p.localTypes) + 1
			}
			return true
		}
		for _, f := range p.Files {
			ast.Inspect(f, func(n ast.Node) bool {
				if block, ok := n.(*ast.BlockStmt); ok {
					ast.Inspect(block, inside)
					return false
				}
				return true
			})
		}
	})
	return p.localTypes
}

// trimPackage takes the package off the link string of a type declared in it.
func trimPackage(link string, pkg *types.Package) string {
	if rest, ok := strings.CutPrefix(link, "go.shape."); ok {
		return rest
	}
	return strings.TrimPrefix(link, symbolPath(pkg)+".")
}

// anyShape reports whether a shape occurs in one of some type arguments.
func (tf *typeFacts) anyShape(args *types.TypeList) bool {
	for i := 0; i < args.Len(); i++ {
		if tf.HasShape(args.At(i)) {
			return true
		}
	}
	return false
}

// shapeOfArgument is how the compiler spells an argument of an instance that
// has a shape among its arguments: all of them are reduced to shapes then. A
// type whose own shape is just being spelled stays as it is.
func (tf *typeFacts) shapeOfArgument(t types.Type, tp *types.TypeParam) types.Type {
	if tf.IsShape(t) {
		return t
	}
	if named, ok := unalias(t).(*types.Named); ok && tf.shaping[named.Origin().Obj()] {
		return t
	}
	return tf.Shapify(t, isBasicConstraint(tp))
}

// embeddedAs reports whether an embedded field's name is not the name of its
// type's symbol: that of an instance has type arguments in it, that of a
// basic type belongs to no package, and an alias has none. Link strings then
// show both (types.fldconv).
func (tf *typeFacts) embeddedAs(f *types.Var) bool {
	t := unalias(f.Type())
	if p, ok := t.(*types.Pointer); ok {
		t = unalias(p.Elem())
	}
	switch t := t.(type) {
	case *types.Named:
		obj := t.Obj()
		if t.TypeArgs().Len() > 0 || isLocalType(obj) || obj.Name() != f.Name() {
			return true
		}
		return obj.Pkg() != f.Pkg() && !obj.Exported()
	case *types.Basic:
		return t.Kind() != types.UnsafePointer || f.Name() != "Pointer"
	}
	return true
}

// isLocalType reports whether a type is declared within a function.
func isLocalType(obj *types.TypeName) bool {
	return obj.Pkg() != nil && obj.Parent() != nil && obj.Parent() != obj.Pkg().Scope()
}

func (tf *typeFacts) writeSig(b *strings.Builder, t *types.Signature, mode printMode) {
	tf.writeTuple(b, t.Params(), t.Variadic(), mode)
	switch t.Results().Len() {
	case 0:
	case 1:
		b.WriteByte(' ')
		tf.write(b, t.Results().At(0).Type(), mode)
	default:
		b.WriteByte(' ')
		tf.writeTuple(b, t.Results(), false, mode)
	}
}

func (tf *typeFacts) writeTuple(b *strings.Builder, t *types.Tuple, variadic bool, mode printMode) {
	b.WriteByte('(')
	for i := 0; i < t.Len(); i++ {
		if i > 0 {
			b.WriteString(", ")
		}
		pt := t.At(i).Type()
		if s, ok := unalias(pt).(*types.Slice); ok && variadic && i == t.Len()-1 {
			b.WriteString("...")
			pt = s.Elem()
		}
		tf.write(b, pt, mode)
	}
	b.WriteByte(')')
}

// ---- size and pointers

func (tf *typeFacts) Size(t types.Type) (size int64) {
	defer func() {
		if recover() != nil { // invalid or generic type in code that did not check
			size = 0
		}
	}()
	return tf.sizes.Sizeof(t)
}

func (tf *typeFacts) Align(t types.Type) (align int64) {
	defer func() {
		if recover() != nil {
			align = 1
		}
	}()
	return tf.sizes.Alignof(t)
}

// Offsets returns the offsets of struct fields.
func (tf *typeFacts) Offsets(fields []*types.Var) (offs []int64) {
	defer func() {
		if recover() != nil { // a type parameter or an invalid type among them
			offs = make([]int64, len(fields))
		}
	}()
	return tf.sizes.Offsetsof(fields)
}

func (tf *typeFacts) ptrSize() int64 { return tf.sizes.Sizeof(types.Typ[types.Uintptr]) }

// NotInHeap reports whether t is, or holds by value, the marker type that
// keeps values off the Go heap (internal/runtime/sys.NotInHeap).
func (tf *typeFacts) NotInHeap(t types.Type) bool {
	if r, ok := tf.nih[t]; ok {
		return r
	}
	tf.nih[t] = false
	r := false
	switch t := unalias(t).(type) {
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() != nil && obj.Name() == "nih" {
			switch obj.Pkg().Path() {
			case "internal/runtime/sys", "runtime/internal/sys":
				r = true
			}
		}
		r = r || tf.NotInHeap(t.Underlying())
	case *types.Array:
		r = tf.NotInHeap(t.Elem())
	case *types.Struct:
		for i := 0; i < t.NumFields() && !r; i++ {
			r = tf.NotInHeap(t.Field(i).Type())
		}
	}
	tf.nih[t] = r
	return r
}

// PtrData returns the number of bytes at the start of t that may hold
// pointers; 0 means pointer-free (types.PtrDataSize).
func (tf *typeFacts) PtrData(t types.Type) int64 {
	if n, ok := tf.ptrs[t]; ok {
		return n
	}
	tf.ptrs[t] = 0
	n := tf.ptrData(t)
	tf.ptrs[t] = n
	return n
}

func (tf *typeFacts) ptrData(t types.Type) int64 {
	w := tf.ptrSize()
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch u.Kind() {
		case types.String, types.UnsafePointer, types.UntypedString, types.UntypedNil:
			return w
		}
	case *types.Pointer:
		if tf.NotInHeap(u.Elem()) {
			return 0
		}
		return w
	case *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return w
	case *types.Interface:
		return 2 * w
	case *types.Array:
		if u.Len() == 0 {
			return 0
		}
		if e := tf.PtrData(u.Elem()); e > 0 {
			return (u.Len()-1)*tf.Size(u.Elem()) + e
		}
	case *types.Struct:
		last := -1
		for i := 0; i < u.NumFields(); i++ {
			if tf.PtrData(u.Field(i).Type()) > 0 {
				last = i
			}
		}
		if last >= 0 {
			fields := make([]*types.Var, last+1)
			for i := range fields {
				fields[i] = u.Field(i)
			}
			return tf.Offsets(fields)[last] + tf.PtrData(u.Field(last).Type())
		}
	case *types.Tuple:
		for i := 0; i < u.Len(); i++ {
			if tf.PtrData(u.At(i).Type()) > 0 {
				return w
			}
		}
	case *types.TypeParam:
		return w
	}
	return 0
}

func (tf *typeFacts) HasPointers(t types.Type) bool { return t != nil && tf.PtrData(t) > 0 }

// DirectIface reports whether an interface holds a value of t itself, not a
// pointer to a copy (types.IsDirectIface).
func (tf *typeFacts) DirectIface(t types.Type) bool {
	w := tf.ptrSize()
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature:
		return tf.PtrData(t) == w
	case *types.Struct:
		if tf.minor < 26 { // only a lone field, up to Go 1.25
			return u.NumFields() == 1 && tf.DirectIface(u.Field(0).Type())
		}
		return tf.PtrData(t) == w && tf.Size(t) == w
	case *types.Array:
		if tf.minor < 26 {
			return u.Len() == 1 && tf.DirectIface(u.Elem())
		}
		return tf.PtrData(t) == w && tf.Size(t) == w
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	}
	return false
}

// ---- shapes

// maxShapeName is the length from which shapes go by the hash of their name.
const maxShapeName = 500

// Shapify returns the shape that stands for type argument t. basic says that
// the type parameter's constraint has methods only (noder.Shapify).
func (tf *typeFacts) Shapify(t types.Type, basic bool) types.Type {
	t = unalias(t)
	if it, ok := t.Underlying().(*types.Interface); ok && it != nil {
		if n, ok := t.(*types.Named); ok && n.TypeArgs().Len() > 0 && tf.HasShape(t) {
			return t
		}
	}
	under := t.Underlying()
	if p, ok := under.(*types.Pointer); ok && basic && isPtrType(t) && !tf.NotInHeap(p.Elem()) {
		under = types.NewPointer(types.Typ[types.Uint8])
	} else if tf.IsShape(t) {
		return t
	}
	if named, ok := t.(*types.Named); ok {
		if obj := named.Origin().Obj(); !tf.shaping[obj] {
			tf.shaping[obj] = true
			defer delete(tf.shaping, obj)
		}
	}
	name := tf.Link(under)
	if len(name) > maxShapeName {
		sum := sha256.Sum256([]byte(name))
		sum[0] ^= 0xff // the compiler's hash is not quite SHA-256
		name = hex.EncodeToString(sum[:])
	}
	if s := tf.shapes[name]; s != nil {
		return s
	}
	s := types.NewNamed(types.NewTypeName(0, tf.shape, name, nil), under, nil)
	tf.shapes[name] = s
	return s
}

func isPtrType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// IsShape reports whether t is itself a go.shape type.
func (tf *typeFacts) IsShape(t types.Type) bool {
	n, ok := unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == tf.shape
}

// HasShape reports whether a shape occurs in t's own structure.
func (tf *typeFacts) HasShape(t types.Type) bool {
	if len(tf.shapes) == 0 {
		return false
	}
	return tf.hasShape(t, 0)
}

func (tf *typeFacts) hasShape(t types.Type, depth int) bool {
	if depth > 50 {
		return false
	}
	switch t := unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() == tf.shape {
			return true
		}
		for i := 0; i < t.TypeArgs().Len(); i++ {
			if tf.hasShape(t.TypeArgs().At(i), depth+1) {
				return true
			}
		}
	case *types.Pointer:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Slice:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Array:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Chan:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Map:
		return tf.hasShape(t.Key(), depth+1) || tf.hasShape(t.Elem(), depth+1)
	case *types.Struct:
		for i := 0; i < t.NumFields(); i++ {
			if tf.hasShape(t.Field(i).Type(), depth+1) {
				return true
			}
		}
	case *types.Signature:
		return tf.hasShape(t.Params(), depth+1) || tf.hasShape(t.Results(), depth+1)
	case *types.Tuple:
		for i := 0; i < t.Len(); i++ {
			if tf.hasShape(t.At(i).Type(), depth+1) {
				return true
			}
		}
	case *types.Interface:
		for i := 0; i < t.NumMethods(); i++ {
			if tf.hasShape(t.Method(i).Type(), depth+1) {
				return true
			}
		}
	}
	return false
}

// ---- questions about types

func under(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return t.Underlying()
}

func isInterface(t types.Type) bool {
	if t == nil {
		return false
	}
	if _, ok := unalias(t).(*types.TypeParam); ok {
		return false
	}
	_, ok := t.Underlying().(*types.Interface)
	return ok
}

func isEmptyInterface(t types.Type) bool {
	i, ok := under(t).(*types.Interface)
	return ok && i.NumMethods() == 0
}

func isArray(t types.Type) bool   { _, ok := under(t).(*types.Array); return ok }
func isSlice(t types.Type) bool   { _, ok := under(t).(*types.Slice); return ok }
func isPointer(t types.Type) bool { _, ok := under(t).(*types.Pointer); return ok }
func isMap(t types.Type) bool     { _, ok := under(t).(*types.Map); return ok }
func isFunc(t types.Type) bool    { _, ok := under(t).(*types.Signature); return ok }
func isTypeParam(t types.Type) bool {
	_, ok := unalias(t).(*types.TypeParam)
	return ok
}

func isBasicInfo(t types.Type, info types.BasicInfo) bool {
	b, ok := under(t).(*types.Basic)
	return ok && b.Info()&info != 0
}

func isString(t types.Type) bool { return isBasicInfo(t, types.IsString) }

func isUntyped(t types.Type) bool { return isBasicInfo(t, types.IsUntyped) }

func isUnsafePtr(t types.Type) bool {
	b, ok := under(t).(*types.Basic)
	return ok && b.Kind() == types.UnsafePointer
}

func isUintptr(t types.Type) bool {
	b, ok := under(t).(*types.Basic)
	return ok && b.Kind() == types.Uintptr
}

func deref(t types.Type) types.Type {
	if p, ok := under(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

// isNamed reports whether the compiler's t.Sym() is set: defined types and
// predeclared ones.
func isNamed(t types.Type) bool {
	switch unalias(t).(type) {
	case *types.Named, *types.Basic, *types.TypeParam:
		return true
	}
	return isUniverseAny(t)
}

// coreType returns the single underlying type of t's type set, as the
// language specification's core types have it; nil when there is none.
func coreType(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	tp, ok := unalias(t).(*types.TypeParam)
	if !ok {
		return t.Underlying()
	}
	iface, ok := tp.Constraint().Underlying().(*types.Interface)
	if !ok {
		return nil
	}
	var core types.Type
	var scan func(i *types.Interface) bool
	consider := func(t types.Type) bool {
		u := t.Underlying()
		if inner, ok := u.(*types.Interface); ok {
			return scan(inner)
		}
		if core == nil {
			core = u
			return true
		}
		if types.Identical(core, u) {
			return true
		}
		if isString(core) && isBytes(u) || isString(u) && isBytes(core) { // byte-string exception
			core = types.NewSlice(universeByte)
			return true
		}
		return false
	}
	scan = func(i *types.Interface) bool {
		for k := 0; k < i.NumEmbeddeds(); k++ {
			switch e := unalias(i.EmbeddedType(k)).(type) {
			case *types.Union:
				for j := 0; j < e.Len(); j++ {
					if !consider(e.Term(j).Type()) {
						return false
					}
				}
			default:
				if !consider(e) {
					return false
				}
			}
		}
		return true
	}
	if !scan(iface) {
		return nil
	}
	return core
}

func isBytes(t types.Type) bool {
	s, ok := under(t).(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Uint8
}

func isRunes(t types.Type) bool {
	s, ok := under(t).(*types.Slice)
	if !ok {
		return false
	}
	b, ok := s.Elem().Underlying().(*types.Basic)
	return ok && b.Kind() == types.Int32
}
