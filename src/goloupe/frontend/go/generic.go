package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"strings"
)

// Generic functions are stenciled: every set of type arguments is reduced to
// shapes, and each shape gets one body, compiled in the package that uses it,
// with a dictionary as extra parameter. Calls go to the shaped body; function
// values of fully known instances go through a wrapper.

// instanceOf recognises a reference to an instantiated function.
func (b *fb) instanceOf(e ast.Expr) (*ast.Ident, types.Instance, bool) {
	e = unparen(e)
	switch x := e.(type) {
	case *ast.IndexExpr:
		e = unparen(x.X)
	case *ast.IndexListExpr:
		e = unparen(x.X)
	}
	var id *ast.Ident
	switch x := e.(type) {
	case *ast.Ident:
		id = x
	case *ast.SelectorExpr:
		if b.info.Selections[x] != nil {
			return nil, types.Instance{}, false
		}
		id = x.Sel
	default:
		return nil, types.Instance{}, false
	}
	inst, ok := b.info.Instances[id]
	if !ok {
		return nil, types.Instance{}, false
	}
	if _, ok := b.info.Uses[id].(*types.Func); !ok {
		return nil, types.Instance{}, false
	}
	return id, inst, true
}

// instance builds f[T] as a value; nil if e indexes something else.
func (b *fb) instance(x ast.Expr, e ast.Expr) *Node {
	if se, ok := unparen(x).(*ast.SelectorExpr); ok {
		if sel := b.info.Selections[se]; sel != nil && sel.Kind() != types.FieldVal {
			if sel.Kind() == types.MethodVal {
				return b.methodValue(se, sel)
			}
			return b.methodExprValue(se, sel)
		}
	}
	id, inst, ok := b.instanceOf(x)
	if !ok {
		return nil
	}
	return b.funcInstValue(gcPos(e), b.info.Uses[id].(*types.Func), inst)
}

// funcInst refers to the shaped body of f's instance, and its dictionary.
func (b *fb) funcInst(pos token.Pos, f *types.Func, inst types.Instance) (fun, dict *Node) {
	targs := make([]types.Type, inst.TypeArgs.Len())
	for i := range targs {
		targs[i] = b.typ(inst.TypeArgs.At(i))
	}
	n := b.pb.shaped(f, targs)
	return &Node{Op: ONAME, Pos: pos, Typ: n.Typ, Name: n}, b.dictNode(pos, f, targs)
}

// funcInstValue refers to an instance that is not called at once.
func (b *fb) funcInstValue(pos token.Pos, f *types.Func, inst types.Instance) *Node {
	targs := make([]types.Type, inst.TypeArgs.Len())
	derived := false
	for i := range targs {
		targs[i] = b.typ(inst.TypeArgs.At(i))
		derived = derived || targs[i] != inst.TypeArgs.At(i)
	}
	if !derived || b.pb.run {
		n := b.wrapper(f, targs)
		return &Node{Op: ONAME, Pos: pos, Typ: n.Typ, Name: n}
	}
	fun, dict := b.funcInst(pos, f, inst)
	return b.curry(pos, fun, dict, nil, b.typ(inst.Type))
}

func (b *fb) dictNode(pos token.Pos, f *types.Func, targs []types.Type) *Node {
	if b.pb.run {
		return nil
	}
	n := node(ODICT, pos, types.NewPointer(types.NewArray(types.Typ[types.Uintptr], 1)))
	name := b.pb.funcName(f, targs)
	if named, _ := recvNamed(f.Type().(*types.Signature)); named != nil && f.Type().(*types.Signature).TypeParams().Len() == 0 {
		// Methods share the dictionary of their type.
		name = strings.TrimSuffix(name, "."+f.Name())
		name = strings.TrimSuffix(strings.TrimPrefix(name, "(*"), ")")
	}
	q := ""
	if f.Pkg() != nil && f.Pkg() != b.pb.p.Types {
		q = f.Pkg().Name() + "."
	}
	n.Str = "&" + q + ".dict." + name
	return n
}

func (b *fb) shapedMethod(pos token.Pos, f *types.Func, targs []types.Type) *Node {
	n := b.pb.shaped(f, targs)
	recv := n.Fn.Params[0].Typ
	m := node(OMETHEXPR, pos, n.Typ, node(OTYPE, pos, recv))
	m.Str = f.Name()
	m.Name = n
	return m
}

// typeParamsOf lists the type parameters of a function: its receiver's, then
// its own.
func typeParamsOf(sig *types.Signature) []*types.TypeParam {
	var out []*types.TypeParam
	for i := 0; i < sig.RecvTypeParams().Len(); i++ {
		out = append(out, sig.RecvTypeParams().At(i))
	}
	for i := 0; i < sig.TypeParams().Len(); i++ {
		out = append(out, sig.TypeParams().At(i))
	}
	return out
}

func isBasicConstraint(tp *types.TypeParam) bool {
	i, ok := tp.Constraint().Underlying().(*types.Interface)
	return ok && i.IsMethodSet()
}

// declaredParams returns the type parameters that decide how f's arguments
// are shaped: those of the type's declaration for methods.
func declaredParams(f *types.Func) []*types.TypeParam {
	sig := f.Type().(*types.Signature)
	named, _ := recvNamed(sig)
	var out []*types.TypeParam
	if named != nil {
		for i := 0; i < named.Origin().TypeParams().Len(); i++ {
			out = append(out, named.Origin().TypeParams().At(i))
		}
	}
	for i := 0; i < sig.TypeParams().Len(); i++ {
		out = append(out, sig.TypeParams().At(i))
	}
	return out
}

// shaped returns the Name of f's shaped instance for targs, building it if
// this package does not have it yet.
func (pb *pkgBuilder) shaped(f *types.Func, targs []types.Type) *Name {
	f = f.Origin()
	params := declaredParams(f)
	shapes := make([]types.Type, len(targs))
	for i, t := range targs {
		basic := i < len(params) && isBasicConstraint(params[i])
		if pb.run {
			shapes[i] = t // each instance runs with the types it was made for
		} else {
			shapes[i] = pb.tf.Shapify(t, basic)
		}
	}
	name := pb.funcName(f, shapes)
	key := pb.key(f.Pkg(), name)
	if fn := pb.insts[key]; fn != nil {
		return fn.Sym
	}
	v := newEnv()
	sig := f.Type().(*types.Signature)
	for i, tp := range typeParamsOf(sig) {
		if i < len(shapes) {
			v.args[tp] = shapes[i]
		}
	}
	n := &Name{Name: name, Pkg: f.Pkg(), Class: ClassFunc, Pos: f.Pos(), Key: key, Typ: v.subst(sig)}
	fn := pb.newFunc(n, sig, f.Pos())
	fn.Flags |= FnDupok
	pb.insts[key] = fn
	src := pb.packageOf(f.Pkg())
	var decl *ast.FuncDecl
	if src != nil {
		decl = declsOf(src).funcs[f]
	}
	if decl == nil {
		// No source: a body that is not known.
		fn.Params = []*Name{{Name: "~p0", Class: ClassParam, Typ: types.Typ[types.UnsafePointer], Owner: fn}}
		return n
	}
	// Parameters are needed at once, the body can wait.
	b := &fb{pb: pb, src: src, info: src.Info, env: v, fn: fn, root: newRoot()}
	b.setVersion(decl)
	b.params(sig, decl.Recv, decl.Type, v)
	fn.Flags |= declPragmas(decl)
	if decl.Recv != nil {
		fn.Flags |= FnMethod
	}
	if decl.Body == nil {
		return n
	}
	fn.Flags |= FnHasBody
	pb.todo = append(pb.todo, pending{fn, func() {
		info, err := src.BodyInfo(decl)
		if err != nil || info == nil {
			return
		}
		b.info = info
		b.body(decl.Body)
		pb.finishFunc(fn, b.root)
	}})
	return n
}

// wrapper returns the Name of the function that fully known type arguments
// give: it passes its parameters and the dictionary on to the shaped body.
func (b *fb) wrapper(f *types.Func, targs []types.Type) *Name {
	pb := b.pb
	f = f.Origin()
	if pb.run {
		return pb.shaped(f, targs)
	}
	name := pb.funcName(f, targs)
	key := pb.key(f.Pkg(), name)
	if fn := pb.insts[key]; fn != nil {
		return fn.Sym
	}
	shaped := pb.shaped(f, targs)
	sig := f.Type().(*types.Signature)
	v := newEnv()
	for i, tp := range typeParamsOf(sig) {
		if i < len(targs) {
			v.args[tp] = targs[i]
		}
	}
	n := &Name{Name: name, Pkg: f.Pkg(), Class: ClassFunc, Pos: f.Pos(), Key: key, Typ: v.subst(sig)}
	fn := pb.newFunc(n, sig, f.Pos())
	fn.Flags |= FnDupok | FnWrapper | FnHasBody
	pb.insts[key] = fn
	w := &fb{pb: pb, src: b.src, info: b.info, env: v, fn: fn, root: newRoot()}
	w.params(sig, nil, nil, v)
	pos := f.Pos()
	var fun *Node
	var args []*Node
	params := fn.Params
	if sig.Recv() != nil && len(shaped.Fn.Params) > 0 {
		fun = node(OMETHEXPR, pos, shaped.Typ, node(OTYPE, pos, shaped.Fn.Params[0].Typ))
		fun.Str = f.Name()
		fun.Name = shaped
		args = append(args, w.use(params[0], pos))
		params = params[1:]
	} else {
		fun = &Node{Op: ONAME, Pos: pos, Typ: shaped.Typ, Name: shaped}
	}
	args = append(args, w.dictNode(pos, f, targs))
	for _, p := range params {
		args = append(args, w.use(p, pos))
	}
	w.tailCall(pos, fun, args)
	pb.order = append(pb.order, fn)
	return n
}

// tailCall makes the body of a function that only passes its arguments on.
func (b *fb) tailCall(pos token.Pos, fun *Node, args []*Node) {
	res := b.fn.Sig.Results()
	call := node(OCALLFUNC, pos, resultType(b.env.subst(res).(*types.Tuple)), fun)
	if fun.Op == ODOTINTER {
		call.Op = OCALLINTER
	}
	call.List = append(call.List, args...)
	var list []*Node
	b.out = &list
	switch res.Len() {
	case 0:
		b.emit(call)
	case 1:
		b.emit(node(ORETURN, pos, nil, call))
	default:
		as := node(OAS2FUNC, pos, nil)
		as.Aux = int32(res.Len())
		as.Flags = FDef
		ret := node(ORETURN, pos, nil)
		for i := 0; i < res.Len(); i++ {
			tmp := b.temp(pos, b.typ(res.At(i).Type()))
			tmp.Defn = as
			b.emitInit(b.dcl(tmp))
			as.List = append(as.List, b.use(tmp, pos))
			ret.List = append(ret.List, b.use(tmp, pos))
		}
		as.List = append(as.List, call)
		b.emitInit(as)
		b.emit(ret)
	}
	b.fn.Body = list
}

func resultType(t *types.Tuple) types.Type {
	if t.Len() == 1 {
		return t.At(0).Type()
	}
	return t
}

// curry builds a function literal that calls fun with arg0 (and arg1) put
// before its own arguments. What it captures is evaluated now.
func (b *fb) curry(pos token.Pos, fun, arg0, arg1 *Node, t types.Type) *Node {
	sig, ok := under(t).(*types.Signature)
	if !ok {
		return node(OOPAQUE, pos, t)
	}
	var init []*Node
	c := b.closure(pos, "func")
	c.fn.Flags |= FnWrapper
	c.env = nil // sig is substituted already
	hold := func(n *Node) *Name {
		tmp := b.temp(pos, n.Typ)
		as := node(OAS, pos, nil, b.use(tmp, pos), n)
		as.Flags |= FDef
		tmp.Defn = as
		init = append(init, b.dcl(tmp), as)
		return tmp
	}
	c.fn.Sig = sig
	c.params(sig, nil, nil, nil)
	safe := fun.Op == ONAME && fun.Name.Class == ClassFunc || fun.Op == OMETHEXPR
	if !safe && fun.Op != ODOTINTER {
		fun = c.use(hold(fun), pos)
	}
	args := []*Node{}
	if fun.Op == ODOTINTER {
		fun.List[0] = c.use(hold(arg0), pos)
	} else {
		args = append(args, c.use(hold(arg0), pos))
	}
	if arg1 != nil {
		args = append(args, c.use(hold(arg1), pos))
	}
	for _, p := range c.fn.Params {
		args = append(args, c.use(p, pos))
	}
	c.tailCall(pos, fun, args)
	return node(OINITEXPR, pos, t, append(init, b.finish(c, pos, t))...)
}
