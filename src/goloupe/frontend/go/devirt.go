package main

import (
	"go/types"
	"sort"
)

// methodRow of section ms: which function a call of an interface method
// reaches when the value in the interface is of a known concrete type.
type knownMethod struct {
	typ  types.Type
	name string
	fn   *Name
	path string // how the receiver is made, outermost step first: & * . > and I
}

// knownMethods collects the pairs of concrete types and methods that meet in
// one function: a conversion to an interface, and a call through a local
// variable or a conversion. Whether the two belong together is for the
// analysis to find out.
func (pb *pkgBuilder) knownMethods() []knownMethod {
	var out []knownMethod
	seen := map[string]bool{}
	for i := 0; i < len(pb.funcs); i++ {
		fn := pb.funcs[i]
		if fn.Parent != nil && fn.Flags&FnClosure != 0 {
			continue // read with the function around it
		}
		names := map[string]bool{}
		var concrete []types.Type
		for _, n := range fn.Body {
			visit(n, true, func(n *Node) bool {
				switch n.Op {
				case OCALLINTER:
					if localInterface(n.List[0].List[0]) {
						names[n.List[0].Str] = true
					}
				case OCONVIFACE:
					if src := n.List[0].Typ; !isInterface(src) {
						concrete = append(concrete, src)
					}
				}
				return false
			})
		}
		if len(names) == 0 || len(concrete) == 0 {
			continue
		}
		sorted := sortedKeys(names)
		for _, t := range concrete {
			for _, name := range sorted {
				key := pb.tf.Key(t) + "." + name
				if seen[key] {
					continue
				}
				seen[key] = true
				if m, ok := pb.knownMethod(t, name); ok {
					out = append(out, m)
				}
			}
		}
	}
	sort.SliceStable(out, func(i, j int) bool { return pb.tf.Key(out[i].typ) < pb.tf.Key(out[j].typ) })
	return out
}

// localInterface reports whether an interface value comes from a local
// variable or is converted on the spot.
func localInterface(x *Node) bool {
	for x.Op == OCONVNOP || x.Op == ODOTTYPE || x.Op == ODOTTYPE2 {
		x = x.List[0]
	}
	return x.Op == OCONVIFACE || x.Op == ONAME && x.Name.Class == ClassAuto
}

func (pb *pkgBuilder) knownMethod(t types.Type, name string) (knownMethod, bool) {
	obj, index, _ := types.LookupFieldOrMethod(t, false, pb.p.Types, name)
	f, ok := obj.(*types.Func)
	if !ok {
		return knownMethod{}, false
	}
	m := knownMethod{typ: t, name: name}
	cur := t
	for _, i := range index[:len(index)-1] {
		step := "."
		if isPointer(cur) {
			step = ">"
		}
		st, ok := under(deref(cur)).(*types.Struct)
		if !ok {
			return m, false
		}
		m.path = step + m.path
		cur = st.Field(i).Type()
	}
	recv := f.Type().(*types.Signature).Recv().Type()
	if isInterface(recv) {
		m.path += "I"
		return m, true
	}
	named, _ := unalias(deref(recv)).(*types.Named)
	if named == nil {
		return m, false
	}
	_, ptr := unalias(recv).(*types.Pointer)
	switch {
	case ptr && !isPointer(cur):
		m.path = "&" + m.path
	case !ptr && isPointer(cur):
		m.path = "*" + m.path
	}
	if named.TypeArgs().Len() > 0 {
		return m, false // the wrapper of an instance is not analysed here
	}
	m.fn = pb.funcNameOf(f)
	return m, true
}
