package main

import (
	"go/constant"
	"go/types"
)

// deadLocals replaces assignments to variables that nothing reads by _ = 0,
// as cmd/compile/internal/deadlocals does since Go 1.24.
func deadLocals(fn *Func, blank *Name) {
	v := &deadVisitor{blank: blank, defs: map[*Name][]deadAssign{}, used: map[*Name]bool{}}
	v.nodes(fn.Body)
	for _, name := range v.order {
		if v.used[name] {
			continue
		}
		for _, as := range v.defs[name] {
			zero := node(OLITERAL, 0, types.Typ[types.Int])
			zero.Val = constant.MakeInt64(0)
			as.n.List[as.l] = &Node{Op: ONAME, Name: blank, Typ: blank.Typ}
			as.n.List[as.r] = zero
		}
		name.Defn = nil
	}
}

type deadAssign struct {
	n    *Node
	l, r int
}

type deadVisitor struct {
	blank *Name
	defs  map[*Name][]deadAssign
	used  map[*Name]bool
	order []*Name
}

func (v *deadVisitor) nodes(list []*Node) {
	for _, n := range list {
		v.node(n)
	}
}

func (v *deadVisitor) node(n *Node) {
	if n == nil {
		return
	}
	switch n.Op {
	case OCLOSURE:
		for _, cv := range n.Fn.Vars {
			v.use(cv.Name)
		}
		v.nodes(n.Fn.Body)
	case ODCL:
	case ONAME:
		v.use(n.Name)
	case OAS:
		v.assign(n, 0, 1, false)
	case OAS2:
		k := int(n.Aux)
		nonBlank := false
		for i := 0; i < k; i++ {
			nonBlank = nonBlank || !n.List[i].isBlank()
		}
		for i := 0; i < k; i++ {
			v.assign(n, i, k+i, nonBlank)
		}
	default:
		for _, c := range n.List {
			v.node(c)
		}
	}
}

func (v *deadVisitor) use(name *Name) {
	if !isDeadCandidate(name, false) || v.used[name] {
		return
	}
	v.used[name] = true
	pending := v.defs[name]
	v.defs[name] = nil
	for _, as := range pending {
		v.node(as.n.List[as.r])
	}
}

func (v *deadVisitor) assign(n *Node, l, r int, blankIsNotUse bool) {
	left, right := n.List[l], n.List[r]
	if left.Op != ONAME {
		v.node(left)
		v.node(right)
		return
	}
	name := left.Name
	if isDeadCandidate(name, blankIsNotUse) && !hasEffects(right) && !v.used[name] {
		key := name
		if name.Flags&OFBlank != 0 {
			key = v.blank // one pool for all discards
		}
		if len(v.defs[key]) == 0 {
			v.order = append(v.order, key)
		}
		v.defs[key] = append(v.defs[key], deadAssign{n, l, r})
		return
	}
	v.node(right)
}

func isDeadCandidate(n *Name, blankIsNotUse bool) bool {
	if n.Flags&OFBlank != 0 {
		return blankIsNotUse
	}
	return n.Class == ClassAuto || n.Class == ClassParam
}

func hasEffects(n *Node) bool {
	if n == nil {
		return false
	}
	switch n.Op {
	case ONAME, OLITERAL, ONIL, OCLOSURE:
		return false
	}
	return true
}
