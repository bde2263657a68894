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
	return &Node{Op: ONAME, Pos: pos, Typ: n.Typ, Name: n}, b.dictArg(pos, f, typeList(inst.TypeArgs), targs)
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

// dictArg is the dictionary that is passed to the instance of f for targs,
// srcArgs in the source: a variable, or one that the function's own
// dictionary points to.
func (b *fb) dictArg(pos token.Pos, f *types.Func, srcArgs, targs []types.Type) *Node {
	if b.pb.run {
		return nil
	}
	if b.env == nil || !anyMentions(srcArgs) {
		return b.dictVar(pos, f, targs)
	}
	i := -1
	if b.root.layout != nil {
		i = b.root.layout.subWord(dictionaryOf(f), srcArgs)
	}
	return node(OCONVNOP, pos, b.pb.dictType(f), b.dictWord(pos, i))
}

func anyMentions(list []types.Type) bool {
	for _, t := range list {
		if mentions(t) {
			return true
		}
	}
	return false
}

// dictType is the type of a pointer to the dictionary of f's instances.
func (pb *pkgBuilder) dictType(f *types.Func) types.Type {
	words := 0
	if !pb.partly {
		if g := pb.s.genericDecl(dictionaryOf(f)); g != nil {
			words = g.dict.words()
		}
	}
	return types.NewPointer(types.NewArray(types.Typ[types.Uintptr], int64(words)))
}

// dictWord reads word i of the function's own dictionary.
func (b *fb) dictWord(pos token.Pos, i int) *Node {
	dict := node(OOPAQUE, pos, types.Typ[types.Uintptr])
	if d := b.root.dict; d != nil {
		// Every function literal captures it, wherever it uses it.
		name := &Node{Op: ONAME, Pos: pos, Typ: d.Typ, Name: d}
		dict = node(ODEREF, pos, deref(d.Typ), name).implicit()
	}
	return node(OINDEX, pos, types.Typ[types.Uintptr], dict, b.intConst(i, pos))
}

// dictVar refers to the dictionary of f's instance for targs.
func (b *fb) dictVar(pos token.Pos, f *types.Func, targs []types.Type) *Node {
	n := node(ODICT, pos, b.pb.dictType(f))
	name := b.pb.funcName(f, targs)
	if _, ok := dictionaryOf(f).(*types.TypeName); ok {
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

func paramList(list *types.TypeParamList) []*types.TypeParam {
	out := make([]*types.TypeParam, list.Len())
	for i := range out {
		out[i] = list.At(i)
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
	shapes := targs // each instance runs with the types it was made for
	if !pb.run {
		shapes = pb.shapes(declaredParams(f), targs)
	}
	if !pb.run && !pb.partly {
		pb.readInstance(view{pkg: f.Pkg()}, dictionaryOf(f), targs, true)
	}
	return pb.makeShaped(f, shapes)
}

// makeShaped returns the Name of the instance of f for just these shapes.
func (pb *pkgBuilder) makeShaped(f *types.Func, shapes []types.Type) *Name {
	name := pb.funcName(f, shapes)
	key := pb.key(f.Pkg(), name)
	if fn := pb.insts[key]; fn != nil {
		return fn.Sym
	}
	sig := f.Type().(*types.Signature)
	v := newEnv()
	v.bindFunc(sig, shapes)
	src := pb.packageOf(f.Pkg())
	var decl *ast.FuncDecl
	if src != nil {
		decl = declsOf(src).funcs[f]
	}
	n := &Name{Name: name, Pkg: f.Pkg(), Class: ClassFunc, Pos: f.Pos(), Key: key, Typ: v.subst(sig)}
	fn := pb.newFunc(n, sig, f.Pos())
	fn.Flags |= FnDupok
	pb.insts[key] = fn
	if decl == nil {
		// No source: a body that is not known.
		fn.Params = []*Name{{Name: "~p0", Class: ClassParam, Typ: types.Typ[types.UnsafePointer], Owner: fn}}
		return n
	}
	// Parameters are needed at once, the body can wait.
	b := &fb{pb: pb, src: src, info: src.Info, env: v, fn: fn, root: newRoot()}
	b.setVersion(decl)
	b.params(sig)
	if d := b.root.dict; d != nil {
		d.Pos = funcPos(decl)
		d.Typ = pb.dictType(f)
	}
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
		if !pb.run {
			if g := pb.s.genericDecl(dictionaryOf(f)); g != nil {
				b.root.layout = &g.dict
				pb.replay(view{f.Pkg(), v}, g.refs[f])
			}
		}
		b.info = info
		b.body(decl.Body)
		pb.finishFunc(fn, b.root)
	}})
	return n
}

// funcPos is the position of a function as a whole: of its receiver, if it
// has one, else of its name.
func funcPos(decl *ast.FuncDecl) token.Pos {
	if decl.Recv != nil {
		return decl.Recv.Opening
	}
	return decl.Name.Pos()
}

// bindFunc binds the type parameters of a function or method.
func (v *env) bindFunc(sig *types.Signature, targs []types.Type) {
	for i, tp := range typeParamsOf(sig) {
		if i < len(targs) {
			v.args[tp] = targs[i]
		}
	}
}

// A plainInstance is an instance with type arguments that are fully known. It
// passes its parameters and a dictionary on to the shaped instance. Nobody
// needs it unless it is used as a value, or the details of -m=2 are wanted.
type plainInstance struct {
	fn    *Func
	f     *types.Func
	targs []types.Type
	built bool
	taken bool // its turn to be read has come
}

// makePlain returns the instance of f for these type arguments.
func (pb *pkgBuilder) makePlain(f *types.Func, targs []types.Type) *plainInstance {
	name := pb.funcName(f, targs)
	key := pb.key(f.Pkg(), name)
	if p := pb.plain[key]; p != nil {
		return p
	}
	sig := f.Type().(*types.Signature)
	v := newEnv()
	v.bindFunc(sig, targs)
	n := &Name{Name: name, Pkg: f.Pkg(), Class: ClassFunc, Pos: f.Pos(), Key: key, Typ: v.subst(sig)}
	fn := &Func{Name: name, Pkg: f.Pkg(), Key: key, Sym: n, Sig: sig, Pos: f.Pos()}
	fn.Flags = FnDupok | FnWrapper | FnHasBody
	n.Fn, n.Owner = fn, fn
	p := &plainInstance{fn: fn, f: f, targs: targs}
	pb.plain[key] = p
	pb.todo = append(pb.todo, pending{fn, func() {
		pb.readDictionary(dictionaryOf(f), targs)
		if pb.details {
			pb.buildPlain(p)
		}
		p.taken = true
		fn.left = !p.built
	}})
	return p
}

// buildPlain gives an instance its body.
func (pb *pkgBuilder) buildPlain(p *plainInstance) {
	if p.built {
		return
	}
	p.built = true
	fn, f := p.fn, p.f
	sig := fn.Sig
	pb.funcs = append(pb.funcs, fn)
	shaped := pb.shaped(f, p.targs)
	v := newEnv()
	v.bindFunc(sig, p.targs)
	src := pb.packageOf(f.Pkg())
	if src == nil {
		src = pb.p
	}
	w := &fb{pb: pb, src: src, env: v, fn: fn, root: newRoot()}
	w.params(sig)
	pos := fn.Pos
	if decl := declsOf(src).funcs[f]; decl != nil {
		pos = funcPos(decl)
	}
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
	args = append(args, w.dictVar(pos, f, p.targs))
	for _, p := range params {
		args = append(args, w.use(p, pos))
	}
	w.tailCall(pos, fun, args)
	if p.taken {
		fn.left = false
		pb.order = append(pb.order, fn)
	}
}

// wrapper returns the Name of the function that fully known type arguments
// give: it passes its parameters and the dictionary on to the shaped body.
func (b *fb) wrapper(f *types.Func, targs []types.Type) *Name {
	pb := b.pb
	f = f.Origin()
	if pb.run {
		return pb.shaped(f, targs)
	}
	p := pb.makePlain(f, targs)
	pb.buildPlain(p)
	return p.fn.Sym
}

// tailCall makes the body of a function that only passes its arguments on.
func (b *fb) tailCall(pos token.Pos, fun *Node, args []*Node) {
	res := b.fn.Sig.Results()
	call := node(OCALLFUNC, pos, resultType(b.env.subst(res).(*types.Tuple)), fun)
	if fun.Op == ODOTINTER {
		call.Op = OCALLINTER
	}
	call.List = append(call.List, args...)
	if b.fn.Sig.Variadic() {
		call.Flags |= FDDD
	}
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
	c := b.synthetic(pos, sig, fun.Op == ONAME)
	fun = c.keep(fun)
	args := []*Node{c.keep(arg0)}
	if arg1 != nil {
		args = append(args, c.keep(arg1))
	}
	return c.finish(fun, append(args, c.params()...), t)
}

// A synthetic is a function literal that the compiler makes to adapt a
// function to other parameters.
type synthetic struct {
	outer *fb
	fb    *fb
	pos   token.Pos
	init  []*Node // of the literal
}

// synthetic starts a function literal with the parameters of sig.
// Functions keep the names of their parameters, methods do not.
func (b *fb) synthetic(pos token.Pos, sig *types.Signature, named bool) *synthetic {
	c := b.closure(pos, "func")
	c.fn.Flags |= FnWrapper
	c.env = nil // sig is substituted already
	c.fn.Sig = sig
	c.params(sig)
	for i, p := range c.fn.Params {
		p.Pos = autoPos
		if !named {
			p.Name = "~p" + itoa(i)
		}
	}
	return &synthetic{outer: b, fb: c, pos: pos}
}

// keep makes the value of n, evaluated where the literal stands, available in it.
func (c *synthetic) keep(n *Node) *Node {
	if n.Op == ONAME && n.Name.Class == ClassFunc || n.Op == OMETHEXPR {
		return n
	}
	b := c.outer
	tmp := b.temp(c.pos, n.Typ)
	as := node(OAS, c.pos, nil, b.use(tmp, c.pos), n)
	as.Flags |= FDef
	tmp.Defn = as
	c.init = append(c.init, b.dcl(tmp), as)
	return c.fb.use(tmp, c.pos)
}

// params refers to the literal's own parameters.
func (c *synthetic) params() []*Node {
	var list []*Node
	for _, p := range c.fb.fn.Params {
		list = append(list, c.fb.use(p, c.pos))
	}
	return list
}

// finish makes the literal, which does nothing but call fun.
func (c *synthetic) finish(fun *Node, args []*Node, t types.Type) *Node {
	c.fb.tailCall(c.pos, fun, args)
	return node(OINITEXPR, c.pos, t, append(c.init, c.outer.finish(c.fb, c.pos, t))...)
}
