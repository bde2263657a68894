package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"sort"
	"strconv"
	"strings"
	"sync"
)

// pkgBuilder plays the noder's part for one package: it turns checked syntax
// into IR trees, instance by instance, until nothing is left to do.
type pkgBuilder struct {
	s     *Session
	p     *Package
	tf    *typeFacts
	minor int // minor version of the toolchain whose compiler is followed

	names    map[types.Object]*Name // globals and functions
	funcs    []*Func                // every function built here, closures included
	order    []*Func                // top-level functions as the compiler lists them
	insts    map[string]*Func
	todo     []pending
	needs    map[string]map[string]bool
	notes    []note
	blank    *Name
	inits    []*Node
	mapNo    int
	mapInits int
	outlined []*Func
	seen     map[types.Type]bool
	details  bool // functions that only -m=2 shows are built, too

	// What has been read (see reading.go).
	read      map[*types.Package]map[types.Type]bool
	mentioned map[types.Type]bool // whether a type depends on type parameters
	defs      map[types.Object]bool
	typeInsts map[string]bool // instances of types and functions
	dicts     map[string]bool
	todoDicts []func()
	forming   map[*types.TypeName][][]types.Type // shaped types whose underlying type is being read
	declared  map[*types.Func]*Func
	plain     map[string]*plainInstance
	wrappers  wrapperNeeds
	known     []knownMethod
	methods   map[types.Type][]method
	pointers  map[types.Type]*types.Pointer // to types whose pointers only reflection may make
	run       bool                          // trees are for running, not for escape analysis
	partly    bool                          // only wanted functions are built: references to others of the package count as needs
}

// note is a message that the compiler prints while it builds IR.
type note struct {
	Pos  token.Pos
	Text string
}

type pending struct {
	fn   *Func
	fill func()
}

func newPkgBuilder(s *Session, p *Package) *pkgBuilder {
	pb := &pkgBuilder{
		s: s, p: p,
		tf:       newTypeFacts(p.Types, p.Sizes),
		minor:    minorVersion(s.GoVersionTool),
		names:    map[types.Object]*Name{},
		insts:    map[string]*Func{},
		needs:    map[string]map[string]bool{},
		seen:     map[types.Type]bool{},
		pointers: map[types.Type]*types.Pointer{},

		read: map[*types.Package]map[types.Type]bool{}, mentioned: map[types.Type]bool{}, defs: map[types.Object]bool{},
		typeInsts: map[string]bool{}, dicts: map[string]bool{}, declared: map[*types.Func]*Func{}, plain: map[string]*plainInstance{},
		forming:  map[*types.TypeName][][]types.Type{},
		wrappers: wrapperNeeds{elsewhere: map[string]bool{}, made: map[string]bool{}},
	}
	pb.tf.minor = pb.minor
	pb.tf.source = pb.packageOf
	pb.blank = &Name{Name: "_", Class: ClassAuto, Flags: OFBlank, Typ: types.Typ[types.Invalid]}
	return pb
}

// minorVersion returns 27 for "go1.27.3".
func minorVersion(v string) int {
	v = strings.TrimPrefix(v, "go1.")
	if i := strings.IndexFunc(v, func(r rune) bool { return r < '0' || r > '9' }); i >= 0 {
		v = v[:i]
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return 27
	}
	return n
}

// ---- packages and declarations

type declIndex struct {
	once  sync.Once
	funcs map[*types.Func]*ast.FuncDecl
	files map[*ast.FuncDecl]*ast.File
}

var declIndexes sync.Map // *Package -> *declIndex; a session's packages never change

func declsOf(p *Package) *declIndex {
	v, _ := declIndexes.LoadOrStore(p, &declIndex{})
	d := v.(*declIndex)
	d.once.Do(func() {
		d.funcs = map[*types.Func]*ast.FuncDecl{}
		d.files = map[*ast.FuncDecl]*ast.File{}
		for _, f := range p.Files {
			for _, decl := range f.Decls {
				if fd, ok := decl.(*ast.FuncDecl); ok {
					if obj, ok := p.Info.Defs[fd.Name].(*types.Func); ok {
						d.funcs[obj] = fd
						d.files[fd] = f
					}
				}
			}
		}
	})
	return d
}

// packageOf returns the loaded package that holds obj.
func (pb *pkgBuilder) packageOf(pkg *types.Package) *Package {
	if pkg == pb.p.Types {
		return pb.p
	}
	return pb.s.ByTypes(pkg)
}

// ---- names

// recvNamed returns the defined type that a method belongs to, and whether
// its receiver is a pointer.
func recvNamed(sig *types.Signature) (named *types.Named, ptr bool) {
	if sig.Recv() == nil {
		return nil, false
	}
	t := unalias(sig.Recv().Type())
	if p, ok := t.(*types.Pointer); ok {
		t, ptr = unalias(p.Elem()), true
	}
	named, _ = t.(*types.Named)
	return named, ptr
}

// funcName returns a function's name as the compiler spells its symbol,
// without package. targs are type arguments: of the receiver's type, then of
// the method or function itself.
func (pb *pkgBuilder) funcName(f *types.Func, targs []types.Type) string {
	sig := f.Type().(*types.Signature)
	named, ptr := recvNamed(sig)
	args := func(list []types.Type) string {
		if len(list) == 0 {
			return ""
		}
		parts := make([]string, len(list))
		for i, t := range list {
			parts[i] = pb.tf.Link(t)
		}
		return "[" + strings.Join(parts, ",") + "]"
	}
	if named == nil {
		if sig.Recv() != nil { // method of an interface literal
			return f.Name()
		}
		return f.Name() + args(targs)
	}
	n := named.Origin().TypeParams().Len()
	if n > len(targs) {
		n = len(targs)
	}
	t := named.Obj().Name() + args(targs[:n])
	if ptr {
		t = "(*" + t + ")"
	}
	return t + "." + f.Name() + args(targs[n:])
}

func (pb *pkgBuilder) key(pkg *types.Package, name string) string {
	if pkg == nil {
		return name
	}
	return symbolPath(pkg) + "." + name
}

// global returns the Name of a package-level variable.
func (pb *pkgBuilder) global(v *types.Var) *Name {
	if n := pb.names[v]; n != nil {
		return n
	}
	n := &Name{Name: v.Name(), Pkg: v.Pkg(), Class: ClassExtern, Pos: v.Pos(), Typ: v.Type(), Key: pb.key(v.Pkg(), v.Name()), Var: v}
	if v.Name() == "_" {
		n.Flags |= OFBlank
	}
	pb.names[v] = n
	pb.see(n.Typ)
	return n
}

// funcNameOf returns the Name of a plain (non-generic) function or method.
func (pb *pkgBuilder) funcNameOf(f *types.Func) *Name {
	if n := pb.names[f]; n != nil {
		return n
	}
	name := pb.funcName(f, nil)
	n := &Name{Name: name, Pkg: f.Pkg(), Class: ClassFunc, Pos: f.Pos(), Typ: f.Type(), Key: pb.key(f.Pkg(), name)}
	pb.names[f] = n
	sig := f.Type().(*types.Signature)
	pb.see(sig)
	if sig.Recv() != nil && isInterface(sig.Recv().Type()) {
		return n
	}
	if f.Pkg() == pb.p.Types {
		if pb.partly {
			pb.wantFunc(f)
		}
	} else if f.Pkg() != nil {
		pb.need(f.Pkg(), n.Key)
	}
	return n
}

func (pb *pkgBuilder) need(pkg *types.Package, key string) {
	path := pb.needPath(pkg)
	m := pb.needs[path]
	if m == nil {
		m = map[string]bool{}
		pb.needs[path] = m
	}
	m[key] = true
}

// needPath is the path by which the package is known outside of go/types.
func (pb *pkgBuilder) needPath(pkg *types.Package) string {
	if p := pb.s.ByTypes(pkg); p != nil {
		return p.Path
	}
	return pkg.Path()
}

// ---- functions

// newFunc makes the Func of a declared function, a method, or an instance.
func (pb *pkgBuilder) newFunc(name *Name, sig *types.Signature, pos token.Pos) *Func {
	fn := &Func{Name: name.Name, Pkg: name.Pkg, Key: name.Key, Sym: name, Sig: sig, Pos: pos}
	name.Fn = fn
	name.Owner = fn
	pb.funcs = append(pb.funcs, fn)
	return fn
}

// pragmas of the compiler that matter to escape analysis.
var pragmaFlags = map[string]int32{
	"//go:noescape":         FnNoescape,
	"//go:uintptrescapes":   FnUintptrEscapes,
	"//go:uintptrkeepalive": FnUintptrKeepAlive,
	"//go:noinline":         FnNoinline,
	"//go:nosplit":          FnNosplit,
}

func declPragmas(decl *ast.FuncDecl) (flags int32) {
	if decl.Doc == nil {
		return 0
	}
	for _, c := range decl.Doc.List {
		text := c.Text
		if i := strings.IndexByte(text, ' '); i >= 0 {
			text = text[:i]
		}
		flags |= pragmaFlags[text]
	}
	return flags
}

// addDecl prepares a declared, non-generic function of this package.
func (pb *pkgBuilder) addDecl(decl *ast.FuncDecl) {
	obj, ok := pb.p.Info.Defs[decl.Name].(*types.Func)
	if !ok {
		return
	}
	sig := obj.Type().(*types.Signature)
	named, _ := recvNamed(sig)
	if sig.TypeParams().Len() > 0 || named != nil && named.TypeParams().Len() > 0 {
		return // built as instances only
	}
	var name *Name
	if obj.Name() == "_" || obj.Name() == "init" && sig.Recv() == nil {
		n := pb.funcName(obj, nil)
		name = &Name{Name: n, Pkg: obj.Pkg(), Class: ClassFunc, Pos: obj.Pos(), Typ: sig, Key: fmt.Sprintf("%s·%d", pb.key(obj.Pkg(), n), obj.Pos())}
		if obj.Name() == "init" {
			name.Name = fmt.Sprintf("init.%d", pb.mapNo)
			pb.mapNo++
		}
	} else {
		if pb.names[obj] != nil && pb.names[obj].Fn != nil {
			return
		}
		old := pb.partly
		pb.partly = false
		name = pb.funcNameOf(obj)
		pb.partly = old
	}
	fn := pb.newFunc(name, sig, decl.Name.Pos())
	pb.declared[obj] = fn
	fn.decl = decl
	if pb.run || pb.partly {
		pb.order = append(pb.order, fn)
	}
	pb.fillLater(fn, obj, decl)
}

// wantFunc adds a function of a package of which only parts are built.
func (pb *pkgBuilder) wantFunc(f *types.Func) {
	if decl := declsOf(pb.p).funcs[f]; decl != nil {
		pb.addDecl(decl)
	}
}

func (pb *pkgBuilder) fillLater(fn *Func, obj *types.Func, decl *ast.FuncDecl) {
	fn.Flags |= declPragmas(decl)
	if decl.Recv != nil {
		fn.Flags |= FnMethod
	}
	pb.todo = append(pb.todo, pending{fn, func() { pb.fill(fn, obj, decl) }})
}

// drain builds bodies until none is pending. The newest goes first, as in
// the compiler, whose list of instances follows from it; but shapes come
// before bodies.
func (pb *pkgBuilder) drain() {
	for {
		if n := len(pb.todoDicts); n > 0 {
			read := pb.todoDicts[n-1]
			pb.todoDicts = pb.todoDicts[:n-1]
			read()
			continue
		}
		n := len(pb.todo)
		if n == 0 {
			return
		}
		p := pb.todo[n-1]
		pb.todo = pb.todo[:n-1]
		p.fill()
		if p.fn.Flags&FnDupok != 0 && !p.fn.left {
			pb.order = append(pb.order, p.fn)
		}
	}
}

// fill builds parameters and body of fn from its declaration.
func (pb *pkgBuilder) fill(fn *Func, obj *types.Func, decl *ast.FuncDecl) {
	info := pb.p.Info
	if decl.Body != nil {
		bi, err := pb.p.BodyInfo(decl)
		if err != nil || bi == nil {
			return
		}
		info = bi
	}
	if !pb.run && !pb.partly {
		pb.replay(view{pkg: obj.Pkg()}, newScribe(pb.p, nil).transcribe(fn.Sig, decl.Body, info))
	}
	b := &fb{pb: pb, src: pb.p, info: info, fn: fn, root: newRoot()}
	b.root.rfSig = fn.Sig
	b.setVersion(decl)
	b.params(fn.Sig)
	if decl.Body == nil {
		return
	}
	fn.Flags |= FnHasBody
	b.body(decl.Body)
	pb.finishFunc(fn, b.root)
}

// finishFunc runs the passes that come between the noder and escape analysis.
func (pb *pkgBuilder) finishFunc(fn *Func, root *rootState) {
	pb.rewriteLoopVars(fn, root)
	if pb.minor >= 24 && !pb.run {
		deadLocals(fn, pb.blank)
	}
	findSingleDefs(fn)
}

// fb builds one function's body.
type fb struct {
	pb     *pkgBuilder
	src    *Package
	info   *types.Info
	env    *env
	fn     *Func
	outer  *fb
	root   *rootState
	out    *[]*Node
	rf     *rangeFuncs // range-over-func loops around, within this function literal
	caps   map[*Name]bool
	sig    *types.Signature
	source *ast.BlockStmt // the body being read; nil in closures made here
}

// rootState is shared by a declared function and all closures in it.
type rootState struct {
	vars      map[*types.Var]*Name
	dict      *Name
	layout    *dictionary // of dict
	perIter   bool        // language version has per-iteration loop variables
	clauses   map[*ast.CaseClause]*types.Var
	rfSig     *types.Signature
	distinct  map[*Node]bool // FOR and RANGE nodes with per-iteration variables
	forInit   map[*Node][]*Node
	loopLabel map[*Node]string
}

func newRoot() *rootState {
	return &rootState{vars: map[*types.Var]*Name{}, distinct: map[*Node]bool{}, forInit: map[*Node][]*Node{}, loopLabel: map[*Node]string{}}
}

func (b *fb) setVersion(at ast.Node) {
	b.root.perIter = b.pb.minor >= 22 && b.src.LangAtLeast(at.Pos(), 22)
}

func (b *fb) typ(t types.Type) types.Type {
	t = b.env.subst(t)
	b.pb.see(t)
	return t
}

// params declares receiver, dictionary, parameters and results.
func (b *fb) params(sig *types.Signature) {
	fn := b.fn
	add := func(p *types.Var, class uint8, i int, pos token.Pos) *Name {
		n := &Name{Name: p.Name(), Pkg: b.src.Types, Class: class, Pos: pos, Typ: b.typ(p.Type()), Owner: fn, Var: p}
		switch {
		case p.Name() == "" && class == ClassParamOut:
			n.Name = "~r" + strconv.Itoa(i)
			n.Flags |= OFUnnamed
		case p.Name() == "":
			n.Flags |= OFUnnamed
			n.Name = "~p" + strconv.Itoa(i)
		case p.Name() == "_":
			n.Flags |= OFBlank
			if class == ClassParamOut {
				n.Name = "~r" + strconv.Itoa(i)
				n.Flags &^= OFBlank
			}
		}
		b.root.vars[p] = n
		fn.Dcl = append(fn.Dcl, n)
		return n
	}
	if r := sig.Recv(); r != nil {
		pos := r.Pos()
		fn.Params = append(fn.Params, add(r, ClassParam, 0, pos))
	}
	if fn.Flags&FnDupok != 0 && fn.Flags&(FnWrapper|FnClosure) == 0 && !b.pb.run {
		d := &Name{Name: ".dict", Pkg: b.src.Types, Class: ClassParam, Pos: fn.Pos, Typ: types.NewPointer(types.NewArray(types.Typ[types.Uintptr], 1)), Owner: fn}
		b.root.dict = d
		fn.Params = append(fn.Params, d)
		fn.Dcl = append(fn.Dcl, d)
	}
	for i := 0; i < sig.Params().Len(); i++ {
		p := sig.Params().At(i)
		n := add(p, ClassParam, i, p.Pos())
		if sig.Variadic() && i == sig.Params().Len()-1 {
			n.Flags |= OFDDD
		}
		fn.Params = append(fn.Params, n)
	}
	for i := 0; i < sig.Results().Len(); i++ {
		p := sig.Results().At(i)
		fn.Result = append(fn.Result, add(p, ClassParamOut, i, p.Pos()))
	}
	b.sig = sig
}

// body builds the statements of a function body.
func (b *fb) body(block *ast.BlockStmt) {
	var list []*Node
	b.out = &list
	b.source = block
	b.fn.End = block.Rbrace
	b.stmts(block.List)
	if len(list) == 0 {
		list = []*Node{node(OBLOCK, token.NoPos, nil)}
	}
	b.fn.Body = list
}

// emit appends a statement to the current list.
func (b *fb) emit(n *Node) {
	if n != nil {
		*b.out = append(*b.out, n)
	}
}

// collect runs f with a fresh statement list and returns the list.
func (b *fb) collect(f func()) []*Node {
	var list []*Node
	old := b.out
	b.out = &list
	f()
	b.out = old
	return list
}

// local declares a local variable of this function.
func (b *fb) local(v *types.Var, name string, pos token.Pos, typ types.Type) *Name {
	n := &Name{Name: name, Pkg: b.src.Types, Class: ClassAuto, Pos: pos, Typ: typ, Owner: b.fn, Var: v}
	b.fn.Dcl = append(b.fn.Dcl, n)
	if v != nil {
		b.root.vars[v] = n
	}
	return n
}

// temp declares an autotemp.
func (b *fb) temp(pos token.Pos, typ types.Type) *Name {
	n := &Name{Name: fmt.Sprintf(".autotmp_%d", len(b.fn.Dcl)), Pkg: b.pb.p.Types, Class: ClassAuto, Flags: OFAutoTemp, Pos: pos, Typ: typ, Owner: b.fn}
	b.fn.Dcl = append(b.fn.Dcl, n)
	return n
}

func (b *fb) dcl(n *Name) *Node {
	d := node(ODCL, n.Pos, nil)
	d.Name = n
	return d
}

// use refers to a variable, capturing it if it belongs to an outer function.
func (b *fb) use(n *Name, pos token.Pos) *Node {
	if n.Owner != b.fn && n.Class != ClassExtern && n.Class != ClassFunc && n.Flags&OFBlank == 0 {
		b.capture(n, pos)
	}
	return &Node{Op: ONAME, Pos: pos, Typ: n.Typ, Name: n}
}

func (b *fb) capture(n *Name, pos token.Pos) {
	if b.caps == nil {
		b.caps = map[*Name]bool{}
	}
	if b.caps[n] {
		return
	}
	b.caps[n] = true
	b.fn.Vars = append(b.fn.Vars, &ClosureVar{n, pos})
}

// closure starts a function literal; finish ends it and returns its node.
func (b *fb) closure(pos token.Pos, kind string) *fb {
	top := b.fn
	var name string
	switch kind {
	case "range":
		top.rangeGen++
		name = fmt.Sprintf("%s-range%d", top.Name, top.rangeGen)
	case "gowrap", "deferwrap":
		top.goGen++
		name = fmt.Sprintf("%s.%s%d", top.Name, kind, top.goGen)
	default:
		top.litGen++
		if top.Parent == nil {
			name = fmt.Sprintf("%s.func%d", top.Name, top.litGen)
		} else {
			name = fmt.Sprintf("%s.%d", top.Name, top.litGen)
		}
	}
	if top.Flags&FnPkgInit != 0 || top.Sym != nil && top.Sym.Name == "_" {
		name = strings.Replace(name, "_.", "glob..", 1)
	}
	fn := &Func{Name: name, Pkg: top.Pkg, Key: top.Key + strings.TrimPrefix(name, top.Name), Flags: FnClosure | FnHasBody | top.Flags&FnDupok, Pos: pos, Parent: top}
	if kind == "range" {
		fn.Flags |= FnRangeBody
	}
	fn.Sym = &Name{Name: name, Pkg: top.Pkg, Class: ClassFunc, Pos: pos, Key: fn.Key, Fn: fn, Owner: fn}
	b.pb.funcs = append(b.pb.funcs, fn)
	if !b.pb.run {
		b.pb.order = append(b.pb.order, fn)
	}
	return &fb{pb: b.pb, src: b.src, info: b.info, env: b.env, fn: fn, outer: b, root: b.root}
}

// finish makes the CLOSURE node for the literal that c built, to stand in b.
func (b *fb) finish(c *fb, pos token.Pos, typ types.Type) *Node {
	fn := c.fn
	n := node(OCLOSURE, pos, typ)
	n.Fn = fn
	if len(fn.Vars) == 0 {
		// Nothing captured: an ordinary function that happens to have no name.
		fn.Flags &^= FnClosure
		if b.pb.run {
			b.pb.order = append(b.pb.order, fn)
		}
	}
	fn.closureOf = n
	fn.Sym.Typ = typ
	for _, cv := range fn.Vars {
		if cv.Name.Owner != b.fn {
			b.capture(cv.Name, cv.Pos)
		}
		v := &Node{Op: OCLOSUREVAR, Pos: cv.Pos, Typ: cv.Name.Typ, Name: cv.Name}
		n.List = append(n.List, v)
	}
	return n
}

// blankNode is an assignment's left side _.
func (b *fb) blankNode(pos token.Pos) *Node {
	return &Node{Op: ONAME, Pos: pos, Name: b.pb.blank, Typ: b.pb.blank.Typ}
}

func sortedKeys(m map[string]bool) []string {
	out := make([]string, 0, len(m))
	for k := range m {
		out = append(out, k)
	}
	sort.Strings(out)
	return out
}
