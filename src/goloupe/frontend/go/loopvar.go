package main

import (
	"fmt"
	"go/types"
)

// Per-iteration loop variables: loops whose variables a closure or an address
// may hold on to get a fresh variable in each iteration
// (cmd/compile/internal/loopvar). Others are left alone.

type loopVars struct {
	fn       *Func
	pkg      *types.Package // that is being compiled: temporaries are named after it
	root     *rootState
	leaked   map[*Name]bool // candidates; true once seen to leak
	fixups   map[*Name]*Node
	before   map[*Node]*Node // statement to stand before a loop
	seq      int
	depth    int
	retDepth int
}

// rewriteLoopVars runs the pass over fn and the closures in it.
func (pb *pkgBuilder) rewriteLoopVars(fn *Func, root *rootState) {
	if len(root.distinct) == 0 {
		return
	}
	fns := []*Func{fn}
	for len(fns) > 0 {
		f := fns[len(fns)-1]
		fns = fns[:len(fns)-1]
		lv := &loopVars{fn: f, pkg: pb.p.Types, root: root, leaked: map[*Name]bool{}, fixups: map[*Name]*Node{}, before: map[*Node]*Node{}, seq: 1}
		for _, n := range f.Body {
			lv.scan(n)
		}
		if len(lv.fixups) > 0 {
			f.Body = lv.moveDcls(f.Body)
		}
		for _, n := range f.Body {
			visit(n, false, func(n *Node) bool {
				if n.Op == OCLOSURE {
					fns = append(fns, n.Fn)
				}
				return false
			})
		}
	}
}

func (lv *loopVars) scan(n *Node) {
	if n == nil {
		return
	}
	switch n.Op {
	case OCLOSURE:
		// Within a return statement nothing outlives the iteration by this.
		if lv.retDepth < lv.depth {
			for _, cv := range n.Fn.Vars {
				if _, ok := lv.leaked[cv.Name]; ok {
					lv.leaked[cv.Name] = true
				}
			}
		}
		return
	case OADDR:
		if lv.retDepth < lv.depth {
			if y := outerValue(n.List[0]); y != nil && y.Op == ONAME {
				if _, ok := lv.leaked[y.Name]; ok {
					lv.leaked[y.Name] = true
				}
			}
		}
	case ORETURN:
		saved := lv.retDepth
		lv.retDepth = lv.depth
		for _, c := range n.List {
			lv.scan(c)
		}
		lv.retDepth = saved
		return
	case ORANGE:
		if n.Flags&FDef == 0 || !lv.root.distinct[n] {
			break
		}
		lv.candidate(n.List[0])
		lv.candidate(n.List[1])
		lv.depth++
		for _, c := range n.List {
			lv.scan(c)
		}
		lv.depth--
		n.List[0] = lv.replace(n.List[0], n)
		n.List[1] = lv.replace(n.List[1], n)
		return
	case OFOR:
		if !lv.root.distinct[n] {
			break
		}
		lv.forLoop(n)
		return
	}
	for _, c := range n.List {
		lv.scan(c)
	}
}

func (lv *loopVars) candidate(x *Node) {
	if x.is(ONAME) && x.Name.Class == ClassAuto && x.Name.Flags&OFBlank == 0 {
		lv.leaked[x.Name] = false
	}
}

func (lv *loopVars) temp(t types.Type) *Name {
	n := &Name{Name: fmt.Sprintf(".autotmp_%d", len(lv.fn.Dcl)), Pkg: lv.pkg, Class: ClassAuto, Flags: OFAutoTemp, Typ: t, Owner: lv.fn}
	lv.fn.Dcl = append(lv.fn.Dcl, n)
	return n
}

func nameNode(n *Name, at *Node) *Node {
	return &Node{Op: ONAME, Pos: at.Pos, Typ: n.Typ, Name: n}
}

// replace gives a range loop's leaking variable a copy per iteration.
func (lv *loopVars) replace(k *Node, x *Node) *Node {
	if !k.is(ONAME) || !lv.leaked[k.Name] {
		return k
	}
	tk := lv.temp(k.Name.Typ)
	as := node(OAS, x.Pos, nil, k, nameNode(tk, x))
	as.Flags |= FDef
	body := x.List[3]
	body.List = append([]*Node{as}, body.List...)
	lv.fixups[k.Name] = as
	return nameNode(tk, x)
}

// defsIn calls f for each variable that a for loop's init statement declares.
func defsIn(init []*Node, f func(slot **Node)) {
	for _, as := range init {
		if as.Flags&FDef == 0 {
			continue
		}
		switch as.Op {
		case OAS:
			f(&as.List[0])
		case OAS2:
			for i := 0; i < int(as.Aux); i++ {
				f(&as.List[i])
			}
		}
	}
}

func (lv *loopVars) forLoop(x *Node) {
	init := lv.root.forInit[x]
	defsIn(init, func(s **Node) { lv.candidate(*s) })
	lv.depth++
	for _, c := range init {
		lv.scan(c)
	}
	for _, c := range x.List {
		lv.scan(c)
	}
	lv.depth--
	var leaked []*Name
	defsIn(init, func(s **Node) {
		if (*s).is(ONAME) && lv.leaked[(*s).Name] {
			leaked = append(leaked, (*s).Name)
		}
	})
	if len(leaked) == 0 {
		return
	}
	prime := map[*Name]*Name{}
	var pre, after []*Node
	for _, z := range leaked {
		tz := lv.temp(z.Typ)
		prime[z] = tz
		as := node(OAS, x.Pos, nil, nameNode(z, x), nameNode(tz, x))
		as.Flags |= FDef
		z.Defn = as
		pre = append(pre, as)
		lv.fixups[z] = as
		after = append(after, node(OAS, x.Pos, nil, nameNode(tz, x), nameNode(z, x)))
	}
	label := fmt.Sprintf(".3clNext_%d", lv.seq)
	lv.seq++
	body := x.List[2]
	editContinues(body, lv.root.loopLabel[x], label)
	defsIn(init, func(s **Node) {
		if (*s).is(ONAME) && prime[(*s).Name] != nil {
			*s = nameNode(prime[(*s).Name], x)
		}
	})
	if post := x.List[1]; post != nil {
		first := lv.temp(types.Typ[types.Bool])
		b := &fb{}
		set := node(OAS, x.Pos, nil, nameNode(first, x), b.boolConst(false, x.Pos))
		lv.before[x] = node(OAS, x.Pos, nil, nameNode(first, x), b.boolConst(true, x.Pos))
		pre = append(pre, node(OIF, x.Pos, nil, nameNode(first, x), node(OBLOCK, x.Pos, nil, set), node(OBLOCK, x.Pos, nil, post)))
	}
	if cond := x.List[0]; cond != nil {
		not := node(ONOT, cond.Pos, cond.Typ, cond)
		pre = append(pre, node(OIF, x.Pos, nil, not, node(OBLOCK, x.Pos, nil, node(OBREAK, x.Pos, nil)), node(OBLOCK, x.Pos, nil)))
	}
	pre = append(pre, body.List...)
	l := node(OLABEL, x.Pos, nil)
	l.Str = label
	pre = append(pre, l)
	pre = append(pre, after...)
	body.List = pre
	x.List[0], x.List[1] = nil, nil
}

// editContinues turns a loop's continue statements into jumps to label.
func editContinues(body *Node, loopLabel, label string) {
	var edit func(n *Node, depth int)
	edit = func(n *Node, depth int) {
		if n == nil {
			return
		}
		if n.Op == OCONTINUE && (depth == 0 && n.Str == "" || loopLabel != "" && n.Str == loopLabel) {
			n.Op = OGOTO
			n.Str = label
		}
		if n.Op == ORANGE || n.Op == OFOR {
			depth++
		}
		for _, c := range n.List {
			edit(c, depth)
		}
	}
	edit(body, 0)
}

// moveDcls moves the declarations of copied variables to the copies.
func (lv *loopVars) moveDcls(list []*Node) []*Node {
	var out []*Node
	placed := map[*Node]*Name{}
	for z, as := range lv.fixups {
		placed[as] = z
	}
	var walk func(list []*Node, stmts bool) []*Node
	walk = func(list []*Node, stmts bool) []*Node {
		out := make([]*Node, 0, len(list)+1)
		for _, n := range list {
			if n == nil {
				out = append(out, n)
				continue
			}
			if n.Op == ODCL && lv.fixups[n.Name] != nil && stmts {
				continue
			}
			if as := lv.before[n]; as != nil {
				out = append(out, as)
			}
			if z := placed[n]; z != nil {
				d := node(ODCL, z.Pos, nil)
				d.Name = z
				d.Flags = FInit
				out = append(out, d)
			}
			n.List = walk(n.List, n.Op == OBLOCK || n.Op == OINITEXPR)
			out = append(out, n)
		}
		return out
	}
	out = walk(list, true)
	return out
}
