package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strconv"
)

var unaryBuiltins = map[string]Op{
	"cap": OCAP, "clear": OCLEAR, "close": OCLOSE, "imag": OIMAG, "len": OLEN, "panic": OPANIC, "real": OREAL,
	"StringData": OUNSAFESTRINGDATA, "SliceData": OUNSAFESLICEDATA,
}

var binaryBuiltins = map[string]Op{
	"complex": OCOMPLEX, "copy": OCOPY, "Add": OUNSAFEADD, "Slice": OUNSAFESLICE, "String": OUNSAFESTRING,
}

var listBuiltins = map[string]Op{
	"append": OAPPEND, "delete": ODELETE, "max": OMAX, "min": OMIN, "print": OPRINT, "println": OPRINTLN, "recover": ORECOVER,
}

// call builds a call, conversion or builtin.
func (b *fb) call(e *ast.CallExpr) *Node {
	ftv := b.info.Types[e.Fun]
	if ftv.IsType() {
		if len(e.Args) != 1 {
			return node(OOPAQUE, e.Lparen, b.typ(ftv.Type))
		}
		return b.convert(ftv.Type, e.Args[0], false)
	}
	if ftv.IsBuiltin() {
		return b.builtin(e)
	}
	sig, ok := coreType(ftv.Type).(*types.Signature)
	if !ok {
		return node(OOPAQUE, e.Lparen, b.typ(b.typeOf(e)))
	}
	var fun *Node
	var args []*Node
	sel, selection := b.methodSelection(e.Fun)
	switch {
	case selection != nil:
		recv := b.recvExpr(sel, selection)
		method, dict := b.methodCallee(sel, selection, recv)
		if method.Op == ODOTINTER {
			fun = method
		} else {
			fun = method
			args = append(args, recv)
			if dict != nil {
				args = append(args, dict)
			}
		}
	default:
		if id, inst, ok := b.instanceOf(e.Fun); ok {
			f := b.info.Uses[id].(*types.Func)
			var dict *Node
			fun, dict = b.funcInst(gcPos(unparen(e.Fun)), f, inst)
			if dict != nil {
				args = append(args, dict)
			}
		} else {
			fun = b.expr(e.Fun)
		}
	}
	vals, m := b.multiExpr(e.Lparen, func(i int) types.Type { return paramType(sig, i, e.Ellipsis.IsValid()) }, e.Args)
	return b.finishCall(e.Lparen, fun, args, vals, m, b.typ(sig).(*types.Signature), e.Ellipsis.IsValid(), b.typ(b.typeOf(e)))
}

func paramType(sig *types.Signature, i int, dots bool) types.Type {
	n := sig.Params().Len()
	if sig.Variadic() && !dots && i >= n-1 {
		if s, ok := sig.Params().At(n - 1).Type().(*types.Slice); ok {
			return s.Elem()
		}
		return nil
	}
	if i >= n {
		return nil
	}
	return sig.Params().At(i).Type()
}

// finishCall puts a call together: the callee's side effects come first
// (RewriteNonNameCall), final arguments are packed into a slice
// (FixVariadicCall).
func (b *fb) finishCall(pos token.Pos, fun *Node, args, vals []*Node, m *multi, sig *types.Signature, dots bool, result types.Type) *Node {
	var init []*Node
	target := &fun
	if fun.Op == ODOTINTER {
		target = &fun.List[0]
	}
	if fun.Op != OMETHEXPR && any1(*target, func(n *Node) bool { return n.Op != ONEW && callOrChan(n.Op) }) {
		tmp := b.temp(pos, (*target).Typ)
		init = append(init, b.dcl(tmp), node(OAS, pos, nil, b.use(tmp, pos), *target))
		*target = b.use(tmp, pos)
	}
	if sig.Variadic() && !dots {
		vi := sig.Params().Len() - 1
		vt := sig.Params().At(vi).Type()
		var last *Node
		if len(vals) <= vi {
			last = node(ONIL, pos, vt)
		} else {
			last = node(OSLICELIT, pos, vt, append([]*Node{}, vals[vi:]...)...).implicit()
		}
		if len(vals) > vi {
			vals = vals[:vi]
		}
		vals = append(vals, last)
		dots = true
	} else if !sig.Variadic() {
		dots = false
	}
	op := OCALLFUNC
	if fun.Op == ODOTINTER {
		op = OCALLINTER
	}
	n := node(op, pos, result, fun)
	n.List = append(n.List, args...)
	if m != nil {
		// The call that gave the values is evaluated with the first of them.
		first := len(n.List)
		n.List = append(n.List, vals...)
		b.wrapMulti(n, first, m)
	} else {
		n.List = append(n.List, vals...)
	}
	if dots {
		n.Flags |= FDDD
	}
	if len(init) > 0 {
		return node(OINITEXPR, pos, result, append(init, n)...)
	}
	return n
}

// wrapMulti attaches the statement of a multi-valued argument to the first
// value it gives, which may stand inside the packed final argument.
func (b *fb) wrapMulti(n *Node, first int, m *multi) {
	if first >= len(n.List) {
		return
	}
	slot := &n.List[first]
	if (*slot).Op == OSLICELIT && (*slot).Flags&FImplicit != 0 && len((*slot).List) > 0 {
		slot = &(*slot).List[0]
	}
	b.wrapInit(slot, m)
}

// wrapInit puts the statement of a multi-valued expression before its first value.
func (b *fb) wrapInit(slot **Node, m *multi) {
	if b.pb.run {
		*slot = node(OINITEXPR, (*slot).Pos, (*slot).Typ, append(m.init(), *slot)...)
		return
	}
	m.wrap(slot)
}

func callOrChan(op Op) bool {
	switch op {
	case OAPPEND, OCALLFUNC, OCALLINTER, OCAP, OCLEAR, OCLOSE, OCOMPLEX, OCOPY, ODELETE, OIMAG, OLEN, OMAX, OMIN, ONEW,
		OPANIC, OPRINT, OPRINTLN, OREAL, ORECOVER, ORECV, OUNSAFEADD, OUNSAFESLICE, OUNSAFESLICEDATA, OUNSAFESTRING, OUNSAFESTRINGDATA:
		return true
	}
	return false
}

// ---- methods

// methodSelection returns the selector of a method call x.M, explicit method
// instantiation included.
func (b *fb) methodSelection(fun ast.Expr) (*ast.SelectorExpr, *types.Selection) {
	e := unparen(fun)
	switch x := e.(type) {
	case *ast.IndexExpr:
		e = x.X
	case *ast.IndexListExpr:
		e = x.X
	}
	se, ok := e.(*ast.SelectorExpr)
	if !ok {
		return nil, nil
	}
	s := b.info.Selections[se]
	if s == nil || s.Kind() != types.MethodVal {
		return nil, nil
	}
	return se, s
}

// recvExpr builds a method's receiver: embedded fields, dereference and
// address-taking made explicit.
func (b *fb) recvExpr(e *ast.SelectorExpr, sel *types.Selection) *Node {
	pos := gcPos(e)
	x := b.expr(e.X)
	index := sel.Index()
	x = b.fieldPath(x, index[:len(index)-1], pos)
	src := b.typeOf(e.X)
	for _, i := range index[:len(index)-1] {
		st, ok := under(deref(src)).(*types.Struct)
		if !ok {
			break
		}
		src = st.Field(i).Type()
	}
	recv := sel.Obj().(*types.Func).Type().(*types.Signature).Recv().Type()
	_, srcPtr := unalias(src).(*types.Pointer)
	_, recvPtr := unalias(recv).(*types.Pointer)
	if isInterface(recv) || isTypeParam(src) && !recvPtr {
		return x
	}
	switch {
	case srcPtr && !recvPtr:
		p := under(x.Typ).(*types.Pointer)
		x = node(ODEREF, pos, p.Elem(), x).implicit()
	case !srcPtr && recvPtr && !isPointer(src):
		markAddrTaken(x)
		x = node(OADDR, pos, types.NewPointer(x.Typ), x).implicit()
	}
	return x
}

// methodCallee builds what a method call calls: an interface method, a
// method expression with a known callee, or a word of the dictionary.
func (b *fb) methodCallee(e *ast.SelectorExpr, sel *types.Selection, recv *Node) (fun, dict *Node) {
	pos := gcPos(e)
	f := sel.Obj().(*types.Func)
	sig := f.Type().(*types.Signature)
	src := b.recvSource(e, sel)
	if b.pb.run && (isTypeParam(deref(src)) || isTypeParam(src)) {
		return b.argMethod(pos, f, recv)
	}
	if isTypeParam(deref(src)) || isTypeParam(src) {
		if isInterface(recv.Typ) {
			b.pb.notes = append(b.pb.notes, note{pos, "imprecise interface call"})
		}
		n := b.dictMethod(pos, deref(src), f, recv.Typ)
		return n, nil
	}
	if isInterface(recv.Typ) {
		n := node(ODOTINTER, pos, b.typ(sig), recv)
		n.Str = f.Name()
		return n, nil
	}
	var margs []types.Type
	if inst, ok := b.info.Instances[e.Sel]; ok {
		margs = typeList(inst.TypeArgs)
	}
	var srcArgs []types.Type
	if named, ok := unalias(deref1(b.receiver(src, sel))).(*types.Named); ok {
		srcArgs = typeList(named.TypeArgs())
	}
	return b.concreteMethod(pos, f, recv.Typ, append(srcArgs, margs...))
}

// dictMethod is a method of a type parameter: a word of the dictionary, read
// as a function that takes the receiver first.
func (b *fb) dictMethod(pos token.Pos, tp types.Type, f *types.Func, recv types.Type) *Node {
	sig := b.typ(f.Type()).(*types.Signature)
	params := []*types.Var{types.NewVar(token.NoPos, nil, "", recv)}
	for i := 0; i < sig.Params().Len(); i++ {
		params = append(params, sig.Params().At(i))
	}
	t := types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), sig.Results(), sig.Variadic())
	i := -1
	if tp, ok := unalias(tp).(*types.TypeParam); ok && b.root.layout != nil {
		i = b.root.layout.methodWord(tp, f)
	}
	word := b.dictWord(pos, i)
	return node(OCONVNOP, pos, t, node(OADDR, pos, types.NewPointer(word.Typ), word))
}

// recvSource is the receiver's type in the source, after embedded fields.
func (b *fb) recvSource(e *ast.SelectorExpr, sel *types.Selection) types.Type {
	t := b.typeOf(e.X)
	index := sel.Index()
	for _, i := range index[:len(index)-1] {
		st, ok := under(deref(t)).(*types.Struct)
		if !ok {
			break
		}
		t = st.Field(i).Type()
	}
	return t
}

// receiver is src with the dereference or the address-taking that the method asks for.
func (b *fb) receiver(src types.Type, sel *types.Selection) types.Type {
	want := sel.Obj().(*types.Func).Type().(*types.Signature).Recv().Type()
	for _, pair := range [][2]types.Type{{src, want}, {want, src}} {
		if p, ok := unalias(pair[0]).(*types.Pointer); ok && types.Identical(p.Elem(), pair[1]) {
			return want
		}
	}
	return src
}

// concreteMethod refers to method f of a concrete receiver type as a method
// expression, with the dictionary its shaped body wants. srcArgs are type
// arguments of the receiver's type in the source, then those of the method.
func (b *fb) concreteMethod(pos token.Pos, f *types.Func, recv types.Type, srcArgs []types.Type) (fun, dict *Node) {
	named, _ := unalias(deref(recv)).(*types.Named)
	if n, ok := unalias(recv).(*types.Named); ok {
		named = n
	}
	var targs []types.Type
	if named != nil {
		targs = typeList(named.TypeArgs())
	}
	for _, t := range srcArgs[min(len(targs), len(srcArgs)):] {
		targs = append(targs, b.typ(t))
	}
	if len(targs) > 0 {
		return b.shapedMethod(pos, f, targs), b.dictArg(pos, f, srcArgs, targs)
	}
	n := b.pb.funcNameOf(f)
	m := node(OMETHEXPR, pos, f.Type(), node(OTYPE, pos, recv))
	m.Str = f.Name()
	m.Name = n
	return m, nil
}

// methodValue builds x.M not called.
func (b *fb) methodValue(e *ast.SelectorExpr, sel *types.Selection) *Node {
	pos := gcPos(e)
	recv := b.recvExpr(e, sel)
	f := sel.Obj().(*types.Func)
	src := b.recvSource(e, sel)
	t := b.typ(b.typeOf(e))
	if !isTypeParam(deref(src)) && isInterface(recv.Typ) {
		n := node(OMETHVALUE, pos, t, recv)
		n.Str = f.Name()
		return n
	}
	if b.pb.run && (isTypeParam(deref(src)) || isTypeParam(src)) {
		return b.argMethodValue(pos, f, recv, t)
	}
	if isTypeParam(deref(src)) || isTypeParam(src) {
		fun, _ := b.methodCallee(e, sel, recv)
		return b.curry(pos, fun, recv, nil, t)
	}
	named, _ := unalias(deref(recv.Typ)).(*types.Named)
	_, generic := b.info.Instances[e.Sel]
	if !generic && (named == nil || named.TypeArgs().Len() == 0) {
		n := node(OMETHVALUE, pos, t, recv)
		n.Str = f.Name()
		n.Name = b.pb.funcNameOf(f)
		return n
	}
	if !generic && (b.pb.run || b.env == nil || !b.pb.tf.HasShape(recv.Typ)) {
		// All type arguments are known: the instance has a wrapper of its own.
		n := node(OMETHVALUE, pos, t, recv)
		n.Str = f.Name()
		n.Name = b.wrapper(f, typeList(named.TypeArgs()))
		return n
	}
	fun, dict := b.methodCallee(e, sel, recv)
	return b.curry(pos, fun, recv, dict, t)
}

// methodExprValue builds T.M.
func (b *fb) methodExprValue(e *ast.SelectorExpr, sel *types.Selection) *Node {
	pos := gcPos(e)
	f := sel.Obj().(*types.Func)
	src := b.info.Types[e.X].Type
	recv := b.typ(src)
	if b.env != nil && !b.pb.run && mentions(src) {
		return b.adaptedMethod(e, sel)
	}
	n := node(OMETHEXPR, pos, b.typ(b.typeOf(e)), node(OTYPE, pos, recv))
	n.Str = f.Name()
	sig := f.Type().(*types.Signature)
	if isInterface(recv) || sig.Recv() != nil && isInterface(sig.Recv().Type()) || isTypeParam(deref(src)) {
		return n
	}
	named, _ := recvNamed(sig)
	if named != nil && named.TypeArgs().Len() > 0 {
		rn, _ := unalias(deref(recv)).(*types.Named)
		if rn != nil && rn.Origin() == named.Origin() {
			n.Name = b.wrapper(f, typeList(rn.TypeArgs()))
		}
		return n
	}
	n.Name = b.pb.funcNameOf(f)
	return n
}

// adaptedMethod builds T.M for a type that is known through the dictionary
// only: a method of a type parameter as it is, or a function literal that
// finds the method's receiver in its first parameter (methodExprWrap).
func (b *fb) adaptedMethod(e *ast.SelectorExpr, sel *types.Selection) *Node {
	pos := gcPos(e)
	src := b.info.Types[e.X].Type
	path := sel.Index()[:len(sel.Index())-1]
	owner := src
	for _, i := range path {
		if st, ok := under(deref(owner)).(*types.Struct); ok {
			owner = st.Field(i).Type()
		}
	}
	want := b.receiver(owner, sel)
	_, ptr := unalias(owner).(*types.Pointer)
	_, wantPtr := unalias(want).(*types.Pointer)
	fun, dict := b.methodCallee(e, sel, &Node{Op: OOPAQUE, Pos: pos, Typ: b.typ(want)})
	if isTypeParam(want) && len(path) == 0 && ptr == wantPtr || fun.Op == ODOTINTER {
		return fun
	}
	t := b.typ(b.typeOf(e))
	sig, ok := under(t).(*types.Signature)
	if !ok {
		return node(OOPAQUE, pos, t)
	}
	c := b.synthetic(pos, sig, false)
	fun = c.keep(fun)
	if dict != nil {
		dict = c.keep(dict)
	}
	args := c.params()
	recv := b.fieldPath(args[0], path, pos)
	switch {
	case ptr && !wantPtr:
		recv = node(ODEREF, pos, deref(recv.Typ), recv).implicit()
	case !ptr && wantPtr:
		markAddrTaken(recv)
		recv = node(OADDR, pos, types.NewPointer(recv.Typ), recv).implicit()
	}
	list := []*Node{recv}
	if dict != nil {
		list = append(list, dict)
	}
	return c.finish(fun, append(list, args[1:]...), t)
}

// ---- builtins

// builtinName returns the name of the builtin that is called, without package unsafe.
func builtinName(e *ast.CallExpr) string {
	switch f := unparen(e.Fun).(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

func (b *fb) builtin(e *ast.CallExpr) *Node {
	name := builtinName(e)
	pos := e.Lparen
	t := b.typ(concrete(b.typeOf(e), nil))
	switch name {
	case "make":
		return b.makeCall(e)
	case "new":
		arg := e.Args[0]
		if tv := b.info.Types[arg]; !tv.IsType() {
			x := b.expr(arg)
			if isUntyped(x.Typ) {
				x.Typ = types.Default(x.Typ)
			}
			p, _ := under(t).(*types.Pointer)
			if x.Op == OLITERAL && p != nil {
				x.Typ = p.Elem()
			}
			tmp := b.temp(pos, x.Typ)
			as := node(OAS, pos, nil, b.use(tmp, pos), x)
			as.Flags |= FDef
			tmp.Defn = as
			tmp.Flags |= OFAddrTaken
			return node(OINITEXPR, pos, t, b.dcl(tmp), as, node(OADDR, pos, t, b.use(tmp, pos)))
		}
		return node(ONEW, pos, t, b.typeNode(arg.Pos(), b.info.Types[arg].Type))
	case "Sizeof", "Alignof", "Offsetof":
		// Not constant here: the type depends on a type parameter.
		if b.pb.run {
			return b.layoutConst(name, e, pos, t)
		}
		return node(OOPAQUE, pos, t)
	}
	if op, ok := unaryBuiltins[name]; ok {
		var dst types.Type
		if name == "panic" {
			dst = types.NewInterfaceType(nil, nil)
		}
		vals, m := b.multiExpr(pos, func(int) types.Type { return dst }, e.Args)
		n := node(op, pos, t, vals...)
		b.wrapBuiltin(n, m)
		return n
	}
	if op, ok := binaryBuiltins[name]; ok {
		vals, m := b.multiExpr(pos, b.builtinParam(name, e), e.Args)
		n := node(op, pos, t, vals...)
		b.wrapBuiltin(n, m)
		return n
	}
	op := listBuiltins[name]
	vals, m := b.multiExpr(pos, b.builtinParam(name, e), e.Args)
	n := node(op, pos, t, vals...)
	if e.Ellipsis.IsValid() {
		n.Flags |= FDDD
		if len(n.List) == 2 && n.List[1].Op == OCONVNOP && n.List[1].Flags&FImplicit != 0 {
			n.List[1] = n.List[1].List[0]
		}
	}
	b.wrapBuiltin(n, m)
	return n
}

func (b *fb) wrapBuiltin(n *Node, m *multi) {
	if m != nil && len(n.List) > 0 {
		b.wrapInit(&n.List[0], m)
	}
}

// builtinParam gives the types that a builtin's arguments convert to, from
// the signature go/types records for it.
func (b *fb) builtinParam(name string, e *ast.CallExpr) func(int) types.Type {
	sig, _ := b.info.Types[e.Fun].Type.(*types.Signature)
	dots := e.Ellipsis.IsValid()
	switch name {
	case "append":
		return func(i int) types.Type {
			if i == 0 || sig == nil {
				return nil
			}
			if dots {
				return nil
			}
			if s, ok := coreType(b.typeOf(e.Args[0])).(*types.Slice); ok {
				return s.Elem()
			}
			return nil
		}
	case "delete":
		return func(i int) types.Type {
			if m, ok := coreType(b.typeOf(e.Args[0])).(*types.Map); ok && i == 1 {
				return m.Key()
			}
			return nil
		}
	case "min", "max", "complex":
		t := b.typeOf(e)
		return func(int) types.Type {
			if name == "complex" {
				return nil
			}
			return t
		}
	}
	return func(int) types.Type { return nil }
}

func (b *fb) makeCall(e *ast.CallExpr) *Node {
	src := b.typeOf(e)
	t := b.typ(src)
	pos := e.Lparen
	size := func(i int) *Node {
		if i >= len(e.Args) {
			return nil
		}
		n := b.expr(e.Args[i])
		if n.Op == OLITERAL {
			if v := constant.ToInt(n.Val); v.Kind() == constant.Int {
				n.Val = v
				if bt, ok := unalias(n.Typ).(*types.Basic); ok && (bt.Info()&types.IsInteger == 0 || isUntyped(b.info.Types[e.Args[i]].Type)) {
					n.Typ = types.Typ[types.Int]
				}
			}
			if bt, ok := unalias(n.Typ).(*types.Basic); ok && bt.Kind() == types.Uint && b.isUntypedConst(e.Args[i]) {
				n.Typ = types.Typ[types.Int]
			}
		}
		return n
	}
	switch coreType(src).(type) {
	case *types.Slice:
		return node(OMAKESLICE, pos, t, size(1), size(2))
	case *types.Map:
		return node(OMAKEMAP, pos, t, size(1))
	default:
		return node(OMAKECHAN, pos, t, size(1))
	}
}

// isUntypedConst reports whether e is written with untyped constants only.
func (b *fb) isUntypedConst(e ast.Expr) bool {
	bt, ok := b.info.Types[e].Type.(*types.Basic)
	return ok && (bt.Info()&types.IsUntyped != 0)
}

func typeList(l *types.TypeList) []types.Type {
	out := make([]types.Type, l.Len())
	for i := range out {
		out[i] = l.At(i)
	}
	return out
}

func itoa(i int) string { return strconv.Itoa(i) }
