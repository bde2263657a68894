package main

import "go/types"

// The compiler builds all methods of every instantiated type that it reads,
// used or not, and it reads each type that a declaration or expression of the
// package mentions, with the types of its fields and of its methods'
// parameters, in whatever package they are. see follows the same paths.

// seeDeclared follows the types that the package declares.
func (pb *pkgBuilder) seeDeclared() {
	scope := pb.p.Types.Scope()
	for _, name := range scope.Names() {
		switch obj := scope.Lookup(name).(type) {
		case *types.TypeName:
			if n, ok := obj.Type().(*types.Named); ok && n.TypeParams().Len() > 0 {
				continue // generic: only instances are built
			}
			pb.see(obj.Type())
		case *types.Var:
			pb.see(obj.Type())
		}
	}
}

func (pb *pkgBuilder) see(t types.Type) {
	if t == nil || !pb.run || pb.partly || pb.seen[t] {
		return
	}
	work := []types.Type{t}
	for len(work) > 0 {
		t := work[len(work)-1]
		work = work[:len(work)-1]
		if t == nil || pb.seen[t] {
			continue
		}
		pb.seen[t] = true
		switch t := t.(type) {
		case *types.Basic, *types.TypeParam:
		case *types.Pointer:
			work = append(work, t.Elem())
		case *types.Slice:
			work = append(work, t.Elem())
		case *types.Array:
			work = append(work, t.Elem())
		case *types.Chan:
			work = append(work, t.Elem())
		case *types.Map:
			work = append(work, t.Key(), t.Elem())
		case *types.Tuple:
			for i := 0; i < t.Len(); i++ {
				work = append(work, t.At(i).Type())
			}
		case *types.Signature:
			if t.TypeParams().Len() > 0 {
				continue // a generic function itself; its instances have types of their own
			}
			if t.RecvTypeParams().Len() == 0 {
				work = append(work, t.Params(), t.Results())
			}
		case *types.Struct:
			embeds := false
			for i := 0; i < t.NumFields(); i++ {
				work = append(work, t.Field(i).Type())
				embeds = embeds || t.Field(i).Embedded()
			}
			if embeds {
				work = pb.seePointer(t, work)
			}
		case *types.Interface:
			for i := 0; i < t.NumMethods(); i++ {
				work = append(work, t.Method(i).Type())
			}
		case *types.Named:
			work = pb.seeNamed(t, work)
		default:
			if u := unalias(t); u != t {
				work = append(work, u)
			}
		}
	}
}

// seePointer sees the pointer to t: reflection can come from a value to a
// pointer to one, with its methods.
func (pb *pkgBuilder) seePointer(t types.Type, work []types.Type) []types.Type {
	p := types.NewPointer(t)
	pb.pointers[t] = p
	return append(work, p)
}

func (pb *pkgBuilder) seeNamed(t *types.Named, work []types.Type) []types.Type {
	args := t.TypeArgs()
	if pb.run && !isInterface(t) && (args.Len() > 0 || t.Obj().Pkg() == pb.p.Types && t.TypeParams().Len() == 0) {
		work = pb.seePointer(t, work)
	}
	if args.Len() == 0 {
		if t.TypeParams().Len() > 0 || t.Obj().Pkg() == nil {
			return work
		}
		work = append(work, t.Underlying())
		for i := 0; i < t.NumMethods(); i++ {
			work = append(work, t.Method(i).Type())
		}
		return work
	}
	for i := 0; i < args.Len(); i++ {
		if hasTypeParam(args.At(i)) {
			return work // written inside a generic declaration
		}
	}
	for i := 0; i < args.Len(); i++ {
		work = append(work, args.At(i))
	}
	work = append(work, t.Underlying())
	if isInterface(t) {
		return work
	}
	targs := typeList(args)
	origin := t.Origin()
	for i := 0; i < origin.NumMethods(); i++ {
		m := origin.Method(i)
		if m.Type().(*types.Signature).TypeParams().Len() > 0 {
			continue // generic methods are built for their own arguments
		}
		pb.shaped(m, targs)
		work = append(work, t.Method(i).Type())
	}
	return work
}

// hasTypeParam reports whether a type parameter occurs in t.
func hasTypeParam(t types.Type) bool {
	return mentionsParam(t, 0)
}

func mentionsParam(t types.Type, depth int) bool {
	if depth > 60 {
		return false
	}
	switch t := unalias(t).(type) {
	case *types.TypeParam:
		return true
	case *types.Named:
		for i := 0; i < t.TypeArgs().Len(); i++ {
			if mentionsParam(t.TypeArgs().At(i), depth+1) {
				return true
			}
		}
	case *types.Pointer:
		return mentionsParam(t.Elem(), depth+1)
	case *types.Slice:
		return mentionsParam(t.Elem(), depth+1)
	case *types.Array:
		return mentionsParam(t.Elem(), depth+1)
	case *types.Chan:
		return mentionsParam(t.Elem(), depth+1)
	case *types.Map:
		return mentionsParam(t.Key(), depth+1) || mentionsParam(t.Elem(), depth+1)
	case *types.Tuple:
		for i := 0; i < t.Len(); i++ {
			if mentionsParam(t.At(i).Type(), depth+1) {
				return true
			}
		}
	case *types.Signature:
		return mentionsParam(t.Params(), depth+1) || mentionsParam(t.Results(), depth+1)
	case *types.Struct:
		for i := 0; i < t.NumFields(); i++ {
			if mentionsParam(t.Field(i).Type(), depth+1) {
				return true
			}
		}
	case *types.Interface:
		for i := 0; i < t.NumMethods(); i++ {
			if mentionsParam(t.Method(i).Type(), depth+1) {
				return true
			}
		}
	}
	return false
}
