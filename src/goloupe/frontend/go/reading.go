package main

import (
	"go/ast"
	"go/types"
	"strings"
)

// Reading: which functions belong to a package, and in which order.
//
// The compiler starts from the package's initialisation and its declarations.
// Whatever these refer to is read when it is met first: a type with all of its
// methods, an instance in two forms, one with the type arguments as they are,
// which hands on to the one with shapes, and a dictionary with all that is in it. Functions
// of this package and instances get bodies, which are read later, the latest
// find first (cmd/compile/internal/noder/reader.go).

// A view is where a type is read from: the data of a package, and the
// instance in whose dictionary its type parameters are looked up.
type view struct {
	pkg *types.Package
	env *env // nil: not generic
}

// readType reads a type of the source.
func (pb *pkgBuilder) readType(v view, t types.Type) {
	if t == nil || pb.partly || pb.run {
		return
	}
	t = unalias(t)
	known := pb.readOf(v, t)
	if known[t] {
		return
	}
	pb.readParts(v, t)
	if known[t] {
		return
	}
	known[t] = true
	pb.needWrappers(v, t)
}

// readOf returns the set of types that have been read in the view that t belongs to.
func (pb *pkgBuilder) readOf(v view, t types.Type) map[types.Type]bool {
	if v.env != nil && pb.mentions(t) {
		return v.env.read
	}
	m := pb.read[v.pkg]
	if m == nil {
		m = map[types.Type]bool{}
		pb.read[v.pkg] = m
	}
	return m
}

// mentions is mentions(t), remembered.
func (pb *pkgBuilder) mentions(t types.Type) bool {
	known, ok := pb.mentioned[t]
	if !ok {
		known = mentions(t)
		pb.mentioned[t] = known
	}
	return known
}

// mentions reports whether the type depends on type parameters: it mentions
// one, or it is declared in a function. (It is asked in generic functions only.)
func mentions(t types.Type) bool { return mentionsParam(t, 0) }

func (pb *pkgBuilder) readParts(v view, t types.Type) {
	switch t := t.(type) {
	case *types.Pointer:
		pb.readType(v, t.Elem())
	case *types.Slice:
		pb.readType(v, t.Elem())
	case *types.Array:
		pb.readType(v, t.Elem())
	case *types.Chan:
		pb.readType(v, t.Elem())
	case *types.Map:
		pb.readType(v, t.Key())
		pb.readType(v, t.Elem())
	case *types.Signature:
		pb.readTuple(v, t.Params())
		pb.readTuple(v, t.Results())
	case *types.Struct:
		for i := 0; i < t.NumFields(); i++ {
			pb.readType(v, t.Field(i).Type())
		}
	case *types.Interface:
		for i := 0; i < t.NumExplicitMethods(); i++ {
			pb.readParts(v, t.ExplicitMethod(i).Type())
		}
		for i := 0; i < t.NumEmbeddeds(); i++ {
			pb.readType(v, t.EmbeddedType(i))
		}
	case *types.Named:
		targs := typeList(t.TypeArgs())
		for _, a := range targs {
			pb.readType(v, a)
		}
		pb.readNamed(v, t.Origin(), pb.actual(v, targs), false)
	}
}

func (pb *pkgBuilder) readTuple(v view, t *types.Tuple) {
	for i := 0; i < t.Len(); i++ {
		pb.readType(v, t.At(i).Type())
	}
}

// actual returns type arguments as they are in the view's instance.
func (pb *pkgBuilder) actual(v view, targs []types.Type) []types.Type {
	out := make([]types.Type, len(targs))
	for i, t := range targs {
		out[i] = v.env.subst(t)
	}
	return out
}

// shapes returns the type arguments of the shaped instance that targs belong to.
func (pb *pkgBuilder) shapes(params []*types.TypeParam, targs []types.Type) []types.Type {
	out := make([]types.Type, len(targs))
	for i, t := range targs {
		if pb.isForming(t) {
			out[i] = t
			continue
		}
		out[i] = pb.tf.Shapify(t, i < len(params) && isBasicConstraint(params[i]))
	}
	return out
}

// isForming reports whether t is a shaped type whose underlying type is just
// being read: what its shape is cannot be known yet.
func (pb *pkgBuilder) isForming(t types.Type) bool {
	named, ok := unalias(t).(*types.Named)
	if !ok || len(pb.forming) == 0 {
		return false
	}
	for _, targs := range pb.forming[named.Origin().Obj()] {
		if len(targs) == named.TypeArgs().Len() && pb.argList(targs) == pb.argList(typeList(named.TypeArgs())) {
			return true
		}
	}
	return false
}

func (pb *pkgBuilder) anyShape(targs []types.Type) bool {
	for _, t := range targs {
		if pb.tf.HasShape(t) {
			return true
		}
	}
	return false
}

// readNamed reads a defined type, instantiated with targs: its underlying
// type, then its methods.
func (pb *pkgBuilder) readNamed(from view, t *types.Named, targs []types.Type, shaped bool) {
	obj := t.Obj()
	if obj.Pkg() == nil || obj.Pkg() == types.Unsafe {
		return
	}
	v := view{pkg: obj.Pkg()}
	if len(targs) == 0 {
		if isLocalType(obj) && from.env != nil {
			v.env = from.env // declared in the generic function that is being read
			if v.env.types[obj] {
				return
			}
			v.env.types[obj] = true
		} else {
			if pb.defs[obj] {
				return
			}
			pb.defs[obj] = true
		}
	} else {
		params := paramList(t.TypeParams())
		if shaped = shaped || pb.anyShape(targs); shaped {
			targs = pb.shapes(params, targs)
		}
		key := pb.typeKey(obj, targs)
		if pb.typeInsts[key] {
			return
		}
		pb.typeInsts[key] = true
		v.env = newEnv()
		v.env.bind(t.TypeParams(), targs)
	}
	if shaped {
		pb.forming[obj] = append(pb.forming[obj], targs)
	}
	pb.readParts(v, t.Underlying())
	if shaped {
		pb.forming[obj] = pb.forming[obj][:len(pb.forming[obj])-1]
	}
	if len(targs) > 0 && !shaped {
		pb.todoDicts = append(pb.todoDicts, func() { pb.readNamed(from, t, targs, true) })
	}
	if !isInterface(t) {
		for _, m := range plainMethods(t) {
			pb.readMethod(m, targs, shaped)
		}
	}
	if !shaped && pb.details {
		var whole types.Type = t
		if len(targs) > 0 {
			if inst, err := types.Instantiate(instanceContext, t, targs, false); err == nil {
				whole = inst
			}
		}
		pb.needWrappers(v, whole)
	}
}

// typeKey tells instances of a type apart.
func (pb *pkgBuilder) typeKey(obj types.Object, targs []types.Type) string {
	return pb.key(obj.Pkg(), obj.Name()+pb.argList(targs))
}

func (pb *pkgBuilder) argList(targs []types.Type) string {
	if len(targs) == 0 {
		return ""
	}
	parts := make([]string, len(targs))
	for i, t := range targs {
		parts[i] = pb.tf.Link(t)
	}
	return "[" + strings.Join(parts, ",") + "]"
}

// readMethod reads a method's signature as part of its type.
func (pb *pkgBuilder) readMethod(m *types.Func, targs []types.Type, shaped bool) {
	sig := m.Type().(*types.Signature)
	v := view{pkg: m.Pkg()}
	if len(targs) > 0 {
		v.env = newEnv()
		v.env.bind(sig.RecvTypeParams(), targs)
	}
	pb.readType(v, sig.Recv().Type())
	pb.readParts(v, sig)
	pb.addBody(m, targs, shaped)
}

// readFunc reads a function that is not a method of an ordinary kind,
// instantiated with targs.
func (pb *pkgBuilder) readFunc(f *types.Func, targs []types.Type, shaped bool) {
	sig := f.Type().(*types.Signature)
	v := view{pkg: f.Pkg()}
	if len(targs) == 0 {
		if pb.defs[f] {
			return
		}
		pb.defs[f] = true
	} else {
		if shaped = shaped || pb.anyShape(targs); shaped {
			targs = pb.shapes(declaredParams(f), targs)
		}
		key := pb.key(f.Pkg(), pb.funcName(f, targs))
		if pb.typeInsts[key] {
			return
		}
		pb.typeInsts[key] = true
		v.env = newEnv()
		for i, tp := range typeParamsOf(sig) {
			if i < len(targs) {
				v.env.args[tp] = targs[i]
			}
		}
	}
	if r := sig.Recv(); r != nil {
		pb.readType(v, r.Type())
	}
	pb.readParts(v, sig)
	if len(targs) > 0 && !shaped {
		pb.todoDicts = append(pb.todoDicts, func() { pb.readFunc(f, targs, true) })
	}
	pb.addBody(f, targs, shaped)
}

// readObject reads a package-level object that is not generic.
func (pb *pkgBuilder) readObject(obj types.Object) {
	switch obj := obj.(type) {
	case *types.Func:
		pb.readFunc(obj, nil, false)
	case *types.TypeName:
		if named, ok := obj.Type().(*types.Named); ok && !obj.IsAlias() {
			pb.readNamed(view{pkg: obj.Pkg()}, named, nil, false)
			return
		}
		pb.readType(view{pkg: obj.Pkg()}, obj.Type())
	case *types.Var, *types.Const:
		if !pb.defs[obj] {
			pb.defs[obj] = obj.Name() != "_"
			pb.readType(view{pkg: obj.Pkg()}, obj.Type())
		}
	}
}

// readInstance reads the object that holds the shaped code of an instance.
func (pb *pkgBuilder) readInstance(from view, obj types.Object, targs []types.Type, shaped bool) {
	switch obj := obj.(type) {
	case *types.Func:
		pb.readFunc(obj, targs, shaped)
	case *types.TypeName:
		if named, ok := obj.Type().(*types.Named); ok {
			pb.readNamed(from, named, targs, shaped)
		}
	}
}

// readDictionary reads what the dictionary of an instance holds.
func (pb *pkgBuilder) readDictionary(obj types.Object, targs []types.Type) {
	name := ""
	if f, ok := obj.(*types.Func); ok {
		name = pb.key(f.Pkg(), pb.funcName(f, targs))
	} else {
		name = pb.typeKey(obj, targs)
	}
	if pb.dicts[name] {
		return
	}
	pb.dicts[name] = true
	g := pb.s.genericDecl(obj)
	if g == nil {
		return
	}
	v := view{pkg: obj.Pkg(), env: pb.dictEnv(obj, targs)}
	for _, sub := range g.dict.subs {
		for _, t := range sub.targs {
			pb.readType(v, t)
		}
		pb.readDictionary(sub.obj, pb.actual(v, sub.targs))
	}
	for _, t := range g.dict.types {
		pb.readType(v, t)
	}
	for _, pair := range g.dict.itabs {
		pb.readType(v, pair[0])
		pb.readType(v, pair[1])
	}
}

// dictEnv binds the type parameters that can occur in a dictionary's entries:
// those of the declaration, and those that methods give to the same receiver.
func (pb *pkgBuilder) dictEnv(obj types.Object, targs []types.Type) *env {
	v := newEnv()
	if named, ok := obj.Type().(*types.Named); ok {
		v.bind(named.TypeParams(), targs)
	}
	for _, f := range sharingDictionary(obj) {
		for i, tp := range typeParamsOf(f.Type().(*types.Signature)) {
			if i < len(targs) {
				v.args[tp] = targs[i]
			}
		}
	}
	return v
}

// replay reads what a body refers to.
func (pb *pkgBuilder) replay(v view, refs []reference) {
	for i := range refs {
		r := &refs[i]
		switch r.kind {
		case refType:
			pb.readType(v, r.typ)
		case refObject:
			pb.readObject(r.obj)
		case refInstance:
			pb.replayInstance(v, r)
		case refMethod:
			pb.replayMethod(v, r)
		case refMethodValue:
			pb.needMethodValue(v, r)
		}
	}
}

func (pb *pkgBuilder) readArgs(v view, r *reference) (targs []types.Type, derived bool) {
	for _, t := range r.targs {
		pb.readType(v, t)
		derived = derived || v.env != nil && pb.mentions(unalias(t))
	}
	return pb.actual(v, r.targs), derived
}

func (pb *pkgBuilder) replayInstance(v view, r *reference) {
	targs, derived := pb.readArgs(v, r)
	f := r.obj.(*types.Func)
	if !derived {
		pb.readFunc(f, targs, false)
	}
	pb.readFunc(f, targs, true)
	if !derived {
		pb.readDictionary(f, targs)
	}
}

func (pb *pkgBuilder) replayMethod(v view, r *reference) {
	pb.readType(v, r.typ)
	if r.sig != nil {
		pb.readType(v, r.sig)
	}
	if len(r.targs) == 0 {
		return
	}
	targs, derived := pb.readArgs(v, r)
	pb.readInstance(v, r.obj, targs, true)
	if !derived {
		pb.readDictionary(r.obj, targs)
	}
}

// ---- declarations

// readPackage reads the package: its initialisation, then what it declares.
func (pb *pkgBuilder) readPackage() {
	pb.buildInit(pb.p.Info.InitOrder)
	for _, f := range pb.p.Files {
		for _, d := range f.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				pb.readFuncDecl(d)
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					pb.readSpec(spec)
				}
			}
		}
	}
}

// readInit reads one step of the package's initialisation.
func (pb *pkgBuilder) readInit(in *types.Initializer) {
	for _, v := range in.Lhs {
		pb.readObject(v)
	}
	w := newScribe(pb.p, nil)
	w.seen = map[types.Type]bool{}
	w.expr(in.Rhs)
	pb.replay(view{pkg: pb.p.Types}, w.refs)
}

func (pb *pkgBuilder) readFuncDecl(d *ast.FuncDecl) {
	obj, ok := pb.p.Info.Defs[d.Name].(*types.Func)
	if !ok || d.Name.Name == "_" || isGenericFunc(obj) {
		return
	}
	if named, _ := recvNamed(obj.Type().(*types.Signature)); named != nil {
		pb.readType(view{pkg: pb.p.Types}, named)
	} else {
		pb.readObject(obj)
	}
	if fn := pb.declared[obj]; fn != nil {
		pb.order = append(pb.order, fn)
	}
}

func (pb *pkgBuilder) readSpec(spec ast.Spec) {
	switch spec := spec.(type) {
	case *ast.ValueSpec:
		for _, id := range spec.Names {
			if obj := pb.p.Info.Defs[id]; obj != nil {
				pb.readObject(obj)
			}
		}
	case *ast.TypeSpec:
		obj, ok := pb.p.Info.Defs[spec.Name].(*types.TypeName)
		if !ok || spec.TypeParams != nil || spec.Name.Name == "_" {
			return
		}
		if i, ok := obj.Type().Underlying().(*types.Interface); ok && !i.IsMethodSet() {
			return
		}
		pb.readObject(obj)
	}
}

// isGenericFunc reports whether only instances of f exist.
func isGenericFunc(f *types.Func) bool {
	sig := f.Type().(*types.Signature)
	named, _ := recvNamed(sig)
	return sig.TypeParams().Len() > 0 || named != nil && named.TypeParams().Len() > 0
}

// ---- bodies

// addBody has the body of a function or method built later, if this package
// is to hold it.
func (pb *pkgBuilder) addBody(f *types.Func, targs []types.Type, shaped bool) {
	switch {
	case len(targs) > 0 && shaped:
		pb.makeShaped(f, targs)
	case len(targs) > 0:
		pb.makePlain(f, targs)
	case f.Pkg() == pb.p.Types:
		if decl := declsOf(pb.p).funcs[f]; decl != nil {
			pb.addDecl(decl)
		}
	}
}
