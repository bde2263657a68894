package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

// ---- expressions

func (w *scribe) exprs(list []ast.Expr) {
	for _, e := range list {
		w.expr(e)
	}
}

func (w *scribe) expr(e ast.Expr) {
	if e == nil {
		return
	}
	e = unparen(e)
	tv := w.info.Types[e]
	switch {
	case tv.Value != nil:
		w.typ(concrete(tv.Type, tv.Value))
		return
	case tv.IsNil():
		w.typ(tv.Type)
		return
	case tv.Type != nil && !tv.IsBuiltin() && !tv.IsType():
		if _, tuple := tv.Type.(*types.Tuple); !tuple && !isUntyped(tv.Type) {
			w.typ(w.typeOf(e))
		}
	}
	switch e := e.(type) {
	case *ast.Ident:
		w.ident(e)
	case *ast.CompositeLit:
		w.compLit(e)
	case *ast.FuncLit:
		if sig, ok := w.typeOf(e).(*types.Signature); ok {
			w.signature(sig)
			w.function(sig, e.Body)
		}
	case *ast.SelectorExpr:
		w.selector(e)
	case *ast.IndexExpr:
		w.index(e, e.X, e.Index)
	case *ast.IndexListExpr:
		w.index(e, e.X, nil)
	case *ast.SliceExpr:
		w.expr(e.X)
		w.exprs([]ast.Expr{e.Low, e.High, e.Max})
	case *ast.TypeAssertExpr:
		iface := w.typeOf(e.X)
		w.expr(e.X)
		w.typeOperand(iface, w.info.Types[e.Type].Type)
		w.rtype(iface)
	case *ast.StarExpr:
		w.expr(e.X)
	case *ast.UnaryExpr:
		w.expr(e.X)
	case *ast.BinaryExpr:
		w.binary(e)
	case *ast.CallExpr:
		w.call(e)
	}
}

// signature takes down the types of parameters and results.
func (w *scribe) signature(sig *types.Signature) {
	for _, list := range []*types.Tuple{sig.Params(), sig.Results()} {
		for i := 0; i < list.Len(); i++ {
			w.typ(list.At(i).Type())
		}
	}
}

func (w *scribe) ident(id *ast.Ident) {
	obj := w.info.ObjectOf(id)
	if f, ok := obj.(*types.Func); ok {
		if inst, ok := w.info.Instances[id]; ok {
			w.instanceRef(f, typeList(inst.TypeArgs))
			return
		}
	}
	if obj != nil && obj.Pkg() != nil && obj.Parent() == obj.Pkg().Scope() {
		w.add(reference{kind: refObject, obj: obj})
	}
}

func (w *scribe) instanceRef(f *types.Func, targs []types.Type) {
	if w.anyDerived(targs) {
		w.dict.addSub(f.Origin(), targs)
	}
	w.add(reference{kind: refInstance, obj: f.Origin(), targs: targs})
}

func (w *scribe) selector(e *ast.SelectorExpr) {
	sel := w.info.Selections[e]
	switch {
	case sel == nil:
		w.ident(e.Sel)
	case sel.Kind() == types.FieldVal:
		w.expr(e.X)
	case sel.Kind() == types.MethodVal:
		w.methodValue(e, sel)
	default:
		w.methodExpr(e, sel)
	}
}

func (w *scribe) index(e, x, i ast.Expr) {
	if se, ok := unparen(x).(*ast.SelectorExpr); ok {
		if sel := w.info.Selections[se]; sel != nil && sel.Kind() != types.FieldVal {
			w.selector(se)
			return
		}
	}
	if id, inst, ok := w.instanceOf(x); ok {
		w.instanceRef(w.info.Uses[id].(*types.Func), typeList(inst.TypeArgs))
		return
	}
	var key types.Type
	xt := w.typeOf(x)
	if m, ok := coreType(xt).(*types.Map); ok {
		key = m.Key()
	}
	w.expr(x)
	w.convert(key, i)
	if key != nil {
		w.rtype(xt)
	}
}

// typeOperand takes down a type used as an operand: in a type assertion or
// switch of an interface, or of make and new.
func (w *scribe) typeOperand(iface, t types.Type) {
	if iface != nil && !isEmptyInterface(iface) {
		w.conversion(t, iface)
		return
	}
	w.rtype(t)
}

func (w *scribe) binary(e *ast.BinaryExpr) {
	var common types.Type
	if e.Op != token.SHL && e.Op != token.SHR {
		common = w.commonType(e)
	}
	w.convert(common, e.X)
	w.convert(common, e.Y)
}

// convert takes down e converted to dst without being told to, if dst is
// not nil.
func (w *scribe) convert(dst types.Type, e ast.Expr) {
	if e == nil {
		return
	}
	if dst == nil || w.isNil(e) || isInvalid(dst) || types.Identical(w.typeOf(e), dst) {
		w.expr(e)
		return
	}
	w.explicit(dst, e)
}

func (w *scribe) explicit(dst types.Type, e ast.Expr) {
	w.typ(dst)
	if !w.isNil(e) {
		w.conversion(w.typeOf(e), dst)
	}
	w.expr(e)
}

func (w *scribe) multiExpr(dst func(int) types.Type, list []ast.Expr) {
	if len(list) == 1 {
		if tuple := w.tupleOf(list[0], dst); tuple != nil {
			w.expr(list[0])
			for i := 0; i < tuple.Len(); i++ {
				src := tuple.At(i).Type()
				w.typ(src)
				if d := dst(i); d != nil && !types.Identical(src, d) {
					w.typ(d)
					w.conversion(src, d)
				}
			}
			return
		}
	}
	for i, e := range list {
		w.convert(dst(i), e)
	}
}

func (w *scribe) compLit(e *ast.CompositeLit) {
	t := w.typeOf(e)
	w.typ(t)
	if p, ok := coreType(t).(*types.Pointer); ok {
		t = p.Elem()
	}
	switch u := coreType(t).(type) {
	case *types.Struct:
		for i, el := range e.Elts {
			kv, keyed := el.(*ast.KeyValueExpr)
			if !keyed {
				if i < u.NumFields() {
					w.convert(u.Field(i).Type(), el)
				}
				continue
			}
			if id, ok := kv.Key.(*ast.Ident); ok {
				if f, ok := w.info.Uses[id].(*types.Var); ok {
					w.convert(f.Type(), kv.Value)
				}
			}
		}
	case *types.Map:
		w.rtype(t)
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				w.convert(u.Key(), kv.Key)
				w.convert(u.Elem(), kv.Value)
			}
		}
	default:
		elem := elemType(u)
		for _, el := range e.Elts {
			if kv, ok := el.(*ast.KeyValueExpr); ok {
				w.expr(kv.Key)
				el = kv.Value
			}
			w.convert(elem, el)
		}
	}
}

// ---- calls

func (w *scribe) call(e *ast.CallExpr) {
	ftv := w.info.Types[e.Fun]
	if ftv.IsType() {
		if len(e.Args) == 1 {
			w.explicit(ftv.Type, e.Args[0])
		}
		return
	}
	if ftv.IsBuiltin() {
		w.builtin(e)
		return
	}
	sig, ok := coreType(ftv.Type).(*types.Signature)
	if !ok {
		return
	}
	w.callee(e.Fun)
	w.multiExpr(func(i int) types.Type { return paramType(sig, i, e.Ellipsis.IsValid()) }, e.Args)
}

// callee takes down the function of a call.
func (w *scribe) callee(fun ast.Expr) {
	if e, sel := w.methodSelection(fun); sel != nil {
		w.expr(e.X)
		w.method(e, sel)
		return
	}
	if id, inst, ok := w.instanceOf(fun); ok {
		w.instanceRef(w.info.Uses[id].(*types.Func), typeList(inst.TypeArgs))
		return
	}
	w.expr(fun)
}

func (w *scribe) methodValue(e *ast.SelectorExpr, sel *types.Selection) {
	w.expr(e.X)
	recv, bound := w.method(e, sel)
	if bound {
		w.add(reference{kind: refMethodValue, typ: recv, obj: sel.Obj(), name: sel.Obj().Name()})
	}
}

func (w *scribe) methodExpr(e *ast.SelectorExpr, sel *types.Selection) {
	t := w.info.Types[e.X].Type
	w.typ(t)
	for _, i := range sel.Index()[:len(sel.Index())-1] {
		if st, ok := under(deref(t)).(*types.Struct); ok {
			t = st.Field(i).Type()
		}
	}
	w.methodOf(w.receiver(t, sel), e, sel)
}

// method takes down a reference to the method that sel selects, and returns
// the type of its receiver after dereference or address-taking.
func (w *scribe) method(e *ast.SelectorExpr, sel *types.Selection) (recv types.Type, bound bool) {
	recv = w.receiver(w.recvSource(e, sel), sel)
	return recv, w.methodOf(recv, e, sel)
}

// methodOf takes down a method of recv. It reports whether a bound method of
// that kind goes through a wrapper made for all its uses.
func (w *scribe) methodOf(recv types.Type, e *ast.SelectorExpr, sel *types.Selection) (bound bool) {
	f := sel.Obj().(*types.Func)
	sig := f.Type().(*types.Signature)
	ref := reference{kind: refMethod, typ: recv}
	generic := sig.TypeParams().Len() > 0 && !isInterface(sig.Recv().Type())
	if !generic {
		ref.sig = sig
	}
	if tp, ok := unalias(recv).(*types.TypeParam); ok {
		if w.dict != nil {
			w.dict.addMethod(tp, f)
		}
		w.add(ref)
		return false
	}
	if named, ok := unalias(deref1(recv)).(*types.Named); ok && !isInterface(sig.Recv().Type()) {
		ref.targs = typeList(named.TypeArgs())
		ref.obj = named.Origin().Obj()
		if generic {
			ref.targs = append(ref.targs, typeList(w.info.Instances[e.Sel].TypeArgs)...)
			ref.obj = f.Origin()
		}
		if w.anyDerived(ref.targs) {
			w.dict.addSub(ref.obj, ref.targs)
			w.add(ref)
			return false
		}
	}
	w.add(ref)
	return !generic
}

// deref1 follows a pointer type that is written as such.
func deref1(t types.Type) types.Type {
	if p, ok := unalias(t).(*types.Pointer); ok {
		return p.Elem()
	}
	return t
}

func (w *scribe) builtin(e *ast.CallExpr) {
	switch name := builtinName(e); name {
	case "make":
		t := w.typeOf(e)
		w.typeOperand(nil, w.info.Types[e.Args[0]].Type)
		w.exprs(e.Args[1:])
		if s, ok := coreType(t).(*types.Slice); ok {
			w.rtype(s.Elem())
		} else {
			w.rtype(t)
		}
	case "new":
		if tv := w.info.Types[e.Args[0]]; tv.IsType() {
			w.typeOperand(nil, tv.Type)
		} else {
			w.expr(e.Args[0])
		}
	case "Sizeof", "Alignof":
		w.typ(w.typeOf(e.Args[0]))
	case "Offsetof":
		if s, ok := unparen(e.Args[0]).(*ast.SelectorExpr); ok {
			w.typ(deref(w.typeOf(s.X)))
		}
	case "panic":
		w.multiExpr(func(int) types.Type { return types.NewInterfaceType(nil, nil) }, e.Args)
	default:
		param := w.builtinParam(name, e)
		if sig, ok := w.info.Types[e.Fun].Type.(*types.Signature); ok && name == "append" && e.Ellipsis.IsValid() {
			param = func(i int) types.Type { return paramType(sig, i, true) }
		}
		w.multiExpr(param, e.Args)
		w.builtinElem(name, e)
	}
}

// builtinElem takes down the element type that some builtins work on.
func (w *scribe) builtinElem(name string, e *ast.CallExpr) {
	var t types.Type
	switch name {
	case "append", "Slice":
		t = w.typeOf(e)
	case "copy", "delete":
		t = w.typeOf(e.Args[0])
		if tuple, ok := w.info.Types[e.Args[0]].Type.(*types.Tuple); ok && tuple.Len() > 0 {
			t = tuple.At(0).Type()
		}
		if name == "delete" {
			w.rtype(t)
			return
		}
	default:
		return
	}
	if s, ok := coreType(t).(*types.Slice); ok {
		w.rtype(s.Elem())
	}
}
