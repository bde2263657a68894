package main

// What kind of type a type is.

import "go/types"

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
