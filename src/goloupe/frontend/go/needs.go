package main

import "go/types"

// Which functions of other packages matter.
//
// A caller asks one thing about a function elsewhere: where do the arguments
// go that I pass to it? So of all the functions that a package refers to, these
// do not matter, and neither does anything that only they call:
//
//   - functions whose receiver and parameters hold no pointers;
//   - functions that are only ever called with constants, nil, functions or values without pointers;
//   - functions that are only used as values in places from which no call can
//     be traced back to them: as an argument, in a literal, as a result.
//
// This keeps most of the runtime out of what a small program has to wait for.
//
// Within a package nothing is left out: what a function calls decides which
// functions are analysed together with it, even if no pointer is passed.

// narrowNeeds drops what does not matter from pb.needs, once all bodies are built.
func (pb *pkgBuilder) narrowNeeds() {
	u := uses{pb: pb, seen: map[*Name]bool{}, matter: map[*Name]bool{}}
	for _, fn := range pb.funcs {
		for _, n := range fn.Body {
			u.walk(n)
		}
	}
	for _, m := range pb.known {
		if u.elsewhere(m.fn) {
			u.keep(m.fn)
		}
	}
	for n := range u.seen {
		if !u.matter[n] {
			delete(pb.needs[pb.needPath(n.Pkg)], n.Key)
		}
	}
	for path, keys := range pb.needs {
		if len(keys) == 0 {
			delete(pb.needs, path)
		}
	}
}

// uses sorts the functions elsewhere that bodies refer to.
type uses struct {
	pb     *pkgBuilder
	seen   map[*Name]bool
	matter map[*Name]bool
}

func (u *uses) walk(root *Node) {
	visit(root, false, func(n *Node) bool {
		switch n.Op {
		case ONAME, OMETHEXPR:
			if u.elsewhere(n.Name) {
				u.seen[n.Name] = true
			}
		case OMETHVALUE:
			if u.elsewhere(n.Name) {
				u.seen[n.Name] = true
				u.keep(n.Name)
			}
		case OCALLFUNC:
			if callee := u.function(n.List[0]); callee != nil && !u.trivial(n.List[1:]) {
				u.keep(callee)
			}
		case OAS, OAS2:
			// The variable may be called.
			for _, x := range n.List {
				if callee := u.function(x); callee != nil {
					u.keep(callee)
				}
			}
		}
		return false
	})
}

func (u *uses) elsewhere(n *Name) bool {
	return n != nil && n.Class == ClassFunc && n.Fn == nil && n.Pkg != nil && n.Pkg != u.pb.p.Types
}

// function returns the function elsewhere that n names outright, or nil.
func (u *uses) function(n *Node) *Name {
	for n.is(OCONVNOP) {
		n = n.List[0]
	}
	if (n.is(ONAME) || n.is(OMETHEXPR)) && u.elsewhere(n.Name) {
		return n.Name
	}
	return nil
}

// trivial reports whether nothing can flow from any of the arguments.
func (u *uses) trivial(args []*Node) bool {
	for _, a := range args {
		switch a.Op {
		case OLITERAL, ONIL, OTYPE, ODICT:
			continue
		case ONAME:
			if a.Name.Class == ClassFunc {
				continue
			}
		case OCONVNOP:
			if isUnsafePointer(a.List[0].Typ) {
				return false // f(uintptr(p)): some functions treat that as a pointer
			}
		}
		if u.pb.tf.HasPointers(a.Typ) {
			return false
		}
	}
	return true
}

// keep marks n as a function that matters, if its parameters can carry anything.
func (u *uses) keep(n *Name) {
	if sig, ok := n.Typ.(*types.Signature); !ok || u.carries(sig) {
		u.matter[n] = true
	}
}

func (u *uses) carries(sig *types.Signature) bool {
	if r := sig.Recv(); r != nil && u.carriesAny(r.Type()) {
		return true
	}
	for i := 0; i < sig.Params().Len(); i++ {
		if u.carriesAny(sig.Params().At(i).Type()) {
			return true
		}
	}
	return false
}

// carriesAny reports whether a parameter of type t can carry a pointer. Some
// functions treat a uintptr as one.
func (u *uses) carriesAny(t types.Type) bool {
	if b, ok := under(t).(*types.Basic); ok && b.Kind() == types.Uintptr {
		return true
	}
	return u.pb.tf.HasPointers(t)
}

func isUnsafePointer(t types.Type) bool {
	b, ok := under(t).(*types.Basic)
	return ok && b.Kind() == types.UnsafePointer
}
