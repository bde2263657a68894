package main

import (
	"go/token"
	"go/types"
	"sort"
)

// Method wrappers.
//
// A method that is called through an interface gets its receiver as one word.
// So for every type the compiler makes functions that take that word and find the
// declared method's receiver in it: behind a pointer, or in an embedded
// field. It makes others for bound methods (x.M as a value). They do no more
// than call the method and say nothing about their parameters, but escape
// analysis goes over them like over everything else, and -m=2 shows it
// (noder.MakeWrappers).

// wrapperNeeds are the types and bound methods that may need wrappers, in the
// order in which they were read.
type wrapperNeeds struct {
	types     []types.Type
	elsewhere map[string]bool // types that another package has made wrappers for
	bound     []boundMethod
	made      map[string]bool
}

type boundMethod struct {
	recv types.Type
	f    *types.Func
}

// needWrappers notes that the methods of a type may need wrappers.
func (pb *pkgBuilder) needWrappers(v view, t types.Type) {
	if !pb.details {
		return
	}
	switch t.(type) {
	case *types.Named, *types.Interface, *types.Struct, *types.TypeParam:
	default:
		return
	}
	t = unalias(v.env.subst(t))
	if v.pkg != pb.p.Types && v.env == nil {
		if named, ok := t.(*types.Named); !ok || named.TypeArgs().Len() > 0 {
			pb.wrappers.elsewhere[pb.tf.Link(t)] = true
		}
		return
	}
	pb.wrappers.types = append(pb.wrappers.types, t)
}

// needMethodValue notes that a bound method needs a wrapper.
func (pb *pkgBuilder) needMethodValue(v view, r *reference) {
	if pb.details {
		pb.wrappers.bound = append(pb.wrappers.bound, boundMethod{v.env.subst(r.typ), r.obj.(*types.Func)})
	}
}

// makeWrappers builds all wrappers that the package needs.
func (pb *pkgBuilder) makeWrappers() {
	seen := pb.wrappers.elsewhere
	for _, t := range append(pb.wrappers.types, universeError) {
		if key := pb.tf.Link(t); !seen[key] {
			seen[key] = true
			pb.wrapType(t)
		}
	}
	for _, m := range pb.wrappers.bound {
		pb.wrapBound(m)
	}
}

// wrapType builds the wrappers for the methods of a type and of pointers to it.
func (pb *pkgBuilder) wrapType(t types.Type) {
	if !pb.emits(t) {
		return
	}
	for _, m := range allMethods(t) {
		pb.wrapMethod(t, t, m)
		if isInterface(t) {
			continue
		}
		pb.wrapMethod(types.NewPointer(t), t, m)
		if pb.tf.NotInHeap(t) {
			// A pointer to it is a number to the collector, so that
			// interfaces hold a pointer to that.
			pb.wrapMethod(types.NewPointer(types.NewPointer(t)), t, m)
		}
	}
}

// emits reports whether this package is the one that has a type's wrappers.
func (pb *pkgBuilder) emits(t types.Type) bool {
	named, ok := t.(*types.Named)
	if !ok {
		return true
	}
	pkg := named.Obj().Pkg()
	if pkg == nil {
		return pb.p.Path == "runtime" && t == universeError
	}
	return pkg == pb.p.Types || named.TypeArgs().Len() > 0 || pb.tf.HasShape(t)
}

// A wrapped method is one of a type's methods, its own or promoted.
type wrapped struct {
	f     *types.Func
	path  []int      // of embedded fields
	owner types.Type // at the end of the path
	byPtr bool       // there is a pointer on the path
}

// iface reports whether the method is that of an interface.
func (m *wrapped) iface() bool { return isInterface(m.owner) }

func (m *wrapped) ptrRecv() bool {
	_, ptr := unalias(m.f.Type().(*types.Signature).Recv().Type()).(*types.Pointer)
	return ptr && !m.iface()
}

// allMethods lists the methods of t or *t, in the compiler's order.
func allMethods(t types.Type) []*wrapped {
	var list []*wrapped
	if i, ok := t.Underlying().(*types.Interface); ok {
		for k := 0; k < i.NumMethods(); k++ {
			list = append(list, &wrapped{f: i.Method(k), owner: t})
		}
	} else {
		set := types.NewMethodSet(types.NewPointer(t))
		for k := 0; k < set.Len(); k++ {
			if f := set.At(k).Obj().(*types.Func); f.Type().(*types.Signature).TypeParams().Len() == 0 {
				index := set.At(k).Index()
				m := &wrapped{f: f, path: index[:len(index)-1], owner: t}
				m.follow()
				list = append(list, m)
			}
		}
	}
	sort.SliceStable(list, func(i, j int) bool { return methodLess(list[i].f, list[j].f) })
	return list
}

// follow finds the owner of the method at the end of the path.
func (m *wrapped) follow() {
	for _, i := range m.path {
		st, ok := under(deref(m.owner)).(*types.Struct)
		if !ok {
			return
		}
		m.owner = st.Field(i).Type()
		m.byPtr = m.byPtr || isPtrType(m.owner)
	}
}

// methodLess sorts as types.CompareSyms: exported methods first, then by
// name, then by package.
func methodLess(a, b *types.Func) bool {
	if a.Exported() != b.Exported() {
		return a.Exported()
	}
	if a.Name() != b.Name() || a.Exported() {
		return a.Name() < b.Name()
	}
	return a.Pkg().Path() < b.Pkg().Path()
}

// wrapMethod builds the wrapper of m for receivers of type recv, which is t
// or *t, unless the method can be used as it is.
func (pb *pkgBuilder) wrapMethod(recv, t types.Type, m *wrapped) {
	_, ptr := recv.(*types.Pointer)
	twice := ptr && recv.(*types.Pointer).Elem() != t
	if len(m.path) == 0 && !m.iface() && ptr == m.ptrRecv() && !twice {
		return
	}
	if !ptr && m.ptrRecv() && !m.byPtr {
		return
	}
	w := pb.newWrapper(recv, m, "")
	if w == nil {
		return
	}
	// A pointer that is only passed on takes the arguments with it: the
	// call's results are the wrapper's without being looked at.
	tail := ptr && len(m.path) > 0 && (m.iface() || m.ptrRecv())
	w.call(w.fn.Params[0], m, tail)
}

// wrapBound builds the function that a bound method is called by.
func (pb *pkgBuilder) wrapBound(bound boundMethod) {
	t := deref1(bound.recv)
	for _, m := range allMethods(t) {
		if m.f.Origin() != bound.f.Origin() && m.f != bound.f {
			continue
		}
		w := pb.newWrapper(bound.recv, m, "-fm")
		if w == nil {
			return
		}
		this := &Name{Name: ".this", Pkg: pb.p.Types, Class: ClassParam, Pos: autoPos, Typ: bound.recv, Owner: w.fn}
		w.call(this, m, false)
		w.fn.Dcl = append(w.fn.Dcl, this)
		return
	}
}

// wrapperFunc is a wrapper while it is built.
type wrapperFunc struct {
	fb
	dict *Name // that a shaped method takes
}

// newWrapper starts the function "recv.M" with m's parameters: those of a
// bound method leave the receiver out. It returns nil if there is one already.
func (pb *pkgBuilder) newWrapper(recv types.Type, m *wrapped, suffix string) *wrapperFunc {
	name, pkg := pb.methodSymbol(recv, m.f)
	name += suffix
	key := pb.key(pkg, name)
	if pb.wrappers.made[key] {
		return nil
	}
	pb.wrappers.made[key] = true
	sig := m.f.Type().(*types.Signature)
	sym := &Name{Name: name, Class: ClassFunc, Pos: autoPos, Key: key}
	if pkg != pb.p.Types {
		sym.Pkg = nil
	}
	fn := pb.newFunc(sym, types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic()), autoPos)
	sym.Typ = fn.Sig
	fn.Flags |= FnDupok | FnWrapper | FnHasBody
	w := &wrapperFunc{fb: fb{pb: pb, src: pb.p, fn: fn, root: newRoot(), sig: fn.Sig}}
	if suffix == "" {
		w.receiver(recv, m)
	}
	if named, ok := unalias(deref1(m.owner)).(*types.Named); ok && !m.iface() && pb.anyShape(typeList(named.TypeArgs())) {
		w.dict = w.param(&Name{Name: ".dict", Pkg: m.f.Pkg(), Pos: pb.declPos(m.f), Typ: pb.dictType(m.f)}, ClassParam)
	}
	w.params(sig, pkg)
	pb.order = append(pb.order, fn)
	return w
}

// methodSymbol returns the name of a method of recv as a symbol, without the
// package that it returns besides (ir.MethodSymSuffix).
func (pb *pkgBuilder) methodSymbol(recv types.Type, f *types.Func) (string, *types.Package) {
	t, stars := recv, ""
	for {
		p, ok := t.(*types.Pointer)
		if !ok {
			break
		}
		t, stars = unalias(p.Elem()), stars+"*"
	}
	var pkg *types.Package // none for types without a name, and for **T
	name := pb.tf.Link(t)
	if named, ok := t.(*types.Named); ok && named.Obj().Pkg() != nil {
		name = trimPackage(name, named.Obj().Pkg())
		if len(stars) < 2 {
			pkg = named.Obj().Pkg()
		}
	}
	if stars != "" {
		name = "(" + stars + name + ")"
	}
	if !f.Exported() && f.Pkg() != pkg {
		name += "." + linkPath(f.Pkg().Path())
	}
	return name + "." + f.Name(), pkg
}

// receiver adds the wrapper's receiver.
func (w *wrapperFunc) receiver(recv types.Type, m *wrapped) {
	n := &Name{Pos: autoPos, Typ: recv}
	if r := m.f.Type().(*types.Signature).Recv(); !m.iface() {
		n.Name, n.Pkg, n.Pos = r.Name(), r.Pkg(), r.Pos()
	}
	w.param(n, ClassParam)
}

// params adds the parameters and results of sig. Those without a name get one
// in the package of the wrapper's symbol.
func (w *wrapperFunc) params(sig *types.Signature, pkg *types.Package) {
	add := func(v *types.Var, class uint8) *Name {
		return w.param(&Name{Name: v.Name(), Pkg: v.Pkg(), Pos: v.Pos(), Typ: v.Type(), Var: v}, class)
	}
	for i := 0; i < sig.Params().Len(); i++ {
		n := add(sig.Params().At(i), ClassParam)
		if sig.Variadic() && i == sig.Params().Len()-1 {
			n.Flags |= OFDDD
		}
	}
	for i := 0; i < sig.Results().Len(); i++ {
		add(sig.Results().At(i), ClassParamOut)
	}
	for _, list := range [][]*Name{w.fn.Params, w.fn.Result} {
		for i, n := range list {
			if n.Name == "" || n.Name == "_" {
				n.Name, n.Pkg = "~p"+itoa(i), pkg
				if n.Class == ClassParamOut {
					n.Name = "~r" + itoa(i)
				}
			}
		}
	}
}

func (w *wrapperFunc) param(n *Name, class uint8) *Name {
	n.Class, n.Owner = class, w.fn
	w.fn.Dcl = append(w.fn.Dcl, n)
	if class == ClassParamOut {
		w.fn.Result = append(w.fn.Result, n)
	} else {
		w.fn.Params = append(w.fn.Params, n)
	}
	return n
}

// call makes the body: recv's method m is called with the parameters.
func (w *wrapperFunc) call(recv *Name, m *wrapped, tail bool) {
	x := w.use(recv, autoPos)
	if p, ok := recv.Typ.(*types.Pointer); ok && isPtrType(p.Elem()) && p.Elem() != m.owner {
		x = node(ODEREF, autoPos, p.Elem(), x).implicit()
	}
	x = w.fieldPath(x, m.path, autoPos)
	var fun *Node
	var args []*Node
	if m.iface() {
		fun = node(ODOTINTER, autoPos, m.f.Type(), x)
		fun.Str = m.f.Name()
	} else {
		fun = w.method(m, &x)
		args = append(args, x)
	}
	for _, p := range w.fn.Params {
		if p != recv {
			args = append(args, w.use(p, autoPos))
		}
	}
	if tail {
		w.fn.Sig = types.NewSignatureType(nil, nil, nil, w.sig.Params(), nil, w.sig.Variadic())
	}
	w.tailCall(autoPos, fun, args)
	w.fn.Sig = w.sig
}

// method refers to the declared method and adapts the receiver to it.
func (w *wrapperFunc) method(m *wrapped, recv **Node) *Node {
	pb := w.pb
	x := *recv
	switch ptr := isPtrType(x.Typ); {
	case m.ptrRecv() && !ptr:
		x = node(OADDR, autoPos, types.NewPointer(x.Typ), x).implicit()
	case !m.ptrRecv() && ptr:
		x = node(ODEREF, autoPos, deref(x.Typ), x).implicit()
	}
	*recv = x
	var callee *Name
	named, _ := unalias(deref1(x.Typ)).(*types.Named)
	switch {
	case named == nil || named.TypeArgs().Len() == 0:
		callee = pb.funcNameOf(m.f)
	case w.dict != nil:
		callee = pb.shaped(m.f, typeList(named.TypeArgs()))
	default:
		callee = w.wrapper(m.f, typeList(named.TypeArgs()))
	}
	fun := node(OMETHEXPR, autoPos, callee.Typ, node(OTYPE, autoPos, x.Typ))
	fun.Str = m.f.Name()
	fun.Name = callee
	return fun
}

// declPos is the position of a function's declaration as a whole.
func (pb *pkgBuilder) declPos(f *types.Func) token.Pos {
	if src := pb.packageOf(f.Pkg()); src != nil {
		if decl := declsOf(src).funcs[f.Origin()]; decl != nil {
			return funcPos(decl)
		}
	}
	return f.Pos()
}
