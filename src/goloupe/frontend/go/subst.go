package main

import "go/types"

// env gives each type parameter in scope its (shaped) argument. The noder
// builds a generic function's instance by reading every type through it.
type env struct {
	args  map[*types.TypeParam]types.Type
	cache map[types.Type]types.Type
	local map[*types.Named]*types.Named // types declared inside the generic function
	read  map[types.Type]bool           // that have been read through this dictionary
	types map[*types.TypeName]bool      // likewise, types declared inside the function
}

func newEnv() *env {
	return &env{args: map[*types.TypeParam]types.Type{}, cache: map[types.Type]types.Type{}, local: map[*types.Named]*types.Named{}, read: map[types.Type]bool{}, types: map[*types.TypeName]bool{}}
}

func (v *env) bind(params *types.TypeParamList, args []types.Type) {
	for i := 0; i < params.Len() && i < len(args); i++ {
		v.args[params.At(i)] = args[i]
	}
}

// subst returns t with type parameters replaced. A nil env changes nothing.
func (v *env) subst(t types.Type) types.Type {
	if v == nil || t == nil {
		return t
	}
	if r, ok := v.cache[t]; ok {
		return r
	}
	r := v.subst1(t)
	v.cache[t] = r
	return r
}

func (v *env) subst1(t types.Type) types.Type {
	switch t := t.(type) {
	case *types.Basic:
		return t
	case *types.TypeParam:
		if r := v.args[t]; r != nil {
			return r
		}
		return t
	case *types.Pointer:
		if e := v.subst(t.Elem()); e != t.Elem() {
			return types.NewPointer(e)
		}
		return t
	case *types.Slice:
		if e := v.subst(t.Elem()); e != t.Elem() {
			return types.NewSlice(e)
		}
		return t
	case *types.Array:
		if e := v.subst(t.Elem()); e != t.Elem() {
			return types.NewArray(e, t.Len())
		}
		return t
	case *types.Chan:
		if e := v.subst(t.Elem()); e != t.Elem() {
			return types.NewChan(t.Dir(), e)
		}
		return t
	case *types.Map:
		k, e := v.subst(t.Key()), v.subst(t.Elem())
		if k != t.Key() || e != t.Elem() {
			return types.NewMap(k, e)
		}
		return t
	case *types.Tuple:
		if t == nil {
			return t
		}
		vars, changed := v.vars(t)
		if changed {
			return types.NewTuple(vars...)
		}
		return t
	case *types.Signature:
		params, c1 := v.vars(t.Params())
		results, c2 := v.vars(t.Results())
		if c1 || c2 {
			return types.NewSignatureType(nil, nil, nil, types.NewTuple(params...), types.NewTuple(results...), t.Variadic())
		}
		return t
	case *types.Struct:
		changed := false
		fields := make([]*types.Var, t.NumFields())
		tags := make([]string, t.NumFields())
		for i := range fields {
			f := t.Field(i)
			tags[i] = t.Tag(i)
			if ft := v.subst(f.Type()); ft != f.Type() {
				changed = true
				f = types.NewField(f.Pos(), f.Pkg(), f.Name(), ft, f.Embedded())
			}
			fields[i] = f
		}
		if changed {
			return types.NewStruct(fields, tags)
		}
		return t
	case *types.Interface:
		return v.iface(t)
	case *types.Named:
		return v.named(t)
	}
	if a := unalias(t); a != t {
		if r := v.subst(a); r != a {
			return r
		}
	}
	return t
}

func (v *env) vars(t *types.Tuple) ([]*types.Var, bool) {
	changed := false
	out := make([]*types.Var, t.Len())
	for i := range out {
		p := t.At(i)
		if pt := v.subst(p.Type()); pt != p.Type() {
			changed = true
			p = types.NewVar(p.Pos(), p.Pkg(), p.Name(), pt)
		}
		out[i] = p
	}
	return out, changed
}

func (v *env) iface(t *types.Interface) types.Type {
	changed := false
	methods := make([]*types.Func, t.NumExplicitMethods())
	for i := range methods {
		m := t.ExplicitMethod(i)
		sig := m.Type().(*types.Signature)
		if s := v.subst(sig).(*types.Signature); s != sig {
			changed = true
			m = types.NewFunc(m.Pos(), m.Pkg(), m.Name(), s)
		}
		methods[i] = m
	}
	embeds := make([]types.Type, t.NumEmbeddeds())
	for i := range embeds {
		e := t.EmbeddedType(i)
		embeds[i] = v.subst(e)
		changed = changed || embeds[i] != e
	}
	if !changed {
		return t
	}
	return types.NewInterfaceType(methods, embeds).Complete()
}

func (v *env) named(t *types.Named) types.Type {
	if args := t.TypeArgs(); args.Len() > 0 {
		changed := false
		out := make([]types.Type, args.Len())
		for i := range out {
			out[i] = v.subst(args.At(i))
			changed = changed || out[i] != args.At(i)
		}
		if !changed {
			return t
		}
		inst, err := types.Instantiate(instanceContext, t.Origin(), out, false)
		if err != nil {
			return t
		}
		return inst
	}
	obj := t.Obj()
	if obj.Pkg() == nil || obj.Parent() == nil || obj.Parent() == obj.Pkg().Scope() {
		return t
	}
	// A type declared in the body of a generic function: each instance has its own.
	if c := v.local[t]; c != nil {
		return c
	}
	c := types.NewNamed(types.NewTypeName(obj.Pos(), obj.Pkg(), obj.Name(), nil), nil, nil)
	v.local[t] = c
	u := v.subst(t.Underlying())
	if u == t.Underlying() {
		v.local[t] = t
		return t
	}
	c.SetUnderlying(u)
	return c
}

// instanceContext deduplicates instantiated types; go/types guards it.
var instanceContext = types.NewContext()
