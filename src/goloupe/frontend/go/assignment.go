package main

// Assignments: what stands on the left, values that a call returns several of, and the temporaries in between.

import (
	"go/ast"
	"go/token"
	"go/types"
)

// lhs is one assignee: an expression, or a newly declared variable.
type lhs struct {
	n   *Node
	def *Name
}

// assignee builds the left side e of an assignment, read by writer.assign.
func (b *fb) assignee(e ast.Expr) lhs {
	e = unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		if id.Name == "_" {
			return lhs{n: b.blankNode(id.Pos())}
		}
		if v, ok := b.info.Defs[id].(*types.Var); ok && v != nil {
			name := b.local(v, id.Name, id.Pos(), b.typ(v.Type()))
			return lhs{n: b.use(name, id.Pos()), def: name}
		}
	}
	return lhs{n: b.expr(e)}
}

// dstType returns the source-level type that values assigned to e convert
// to, nil for the blank identifier.
func (b *fb) dstType(e ast.Expr) types.Type {
	e = unparen(e)
	if id, ok := e.(*ast.Ident); ok {
		if id.Name == "_" {
			return nil
		}
		if v, ok := b.info.Defs[id].(*types.Var); ok && v != nil {
			return v.Type()
		}
		if v, ok := b.info.Uses[id].(*types.Var); ok {
			return v.Type()
		}
	}
	return b.typeOf(e)
}

func (b *fb) assignStmt(s *ast.AssignStmt) {
	if s.Tok != token.ASSIGN && s.Tok != token.DEFINE {
		x := b.expr(s.Lhs[0])
		var typ types.Type
		if s.Tok != token.SHL_ASSIGN && s.Tok != token.SHR_ASSIGN {
			typ = b.typeOf(s.Lhs[0])
		}
		y := b.implicitConv(typ, s.Rhs[0])
		n := node(OASOP, s.TokPos, nil, x, y)
		n.Aux = int32(binaryOps[assignOps[s.Tok]])
		b.emit(n)
		return
	}
	b.assign(s.TokPos, s.Lhs, s.Rhs)
}

func (b *fb) varSpec(s *ast.ValueSpec) {
	exprs := make([]ast.Expr, len(s.Names))
	for i, id := range s.Names {
		exprs[i] = id
	}
	b.assign(s.Pos(), exprs, s.Values)
}

func (b *fb) assign(pos token.Pos, left, right []ast.Expr) {
	ls := make([]lhs, len(left))
	for i, e := range left {
		ls[i] = b.assignee(e)
	}
	if len(right) == 0 {
		for _, l := range ls {
			if l.def != nil {
				b.emitInit(b.dcl(l.def))
				b.emit(node(OAS, pos, nil, l.n, nil))
			}
		}
		return
	}
	rs, multi := b.multiExpr(pos, func(i int) types.Type { return b.dstType(left[i]) }, right)
	b.assignNodes(pos, ls, rs, multi)
}

// assignNodes emits ls = rs with the declarations it makes. multi is the
// statement that computes rs' temporaries, if there is one.
func (b *fb) assignNodes(pos token.Pos, ls []lhs, rs []*Node, multi *multi) {
	var defs []*Name
	for _, l := range ls {
		if l.def != nil {
			defs = append(defs, l.def)
		}
	}
	for _, d := range defs {
		b.emitInit(b.dcl(d))
	}
	multi.attach(b, rs)
	var as *Node
	if len(ls) == 1 && len(rs) == 1 {
		as = node(OAS, pos, nil, ls[0].n, rs[0])
	} else {
		as = node(OAS2, pos, nil)
		as.Aux = int32(len(ls))
		for _, l := range ls {
			as.List = append(as.List, l.n)
		}
		as.List = append(as.List, rs...)
	}
	if len(defs) > 0 {
		as.Flags |= FDef
		for _, d := range defs {
			d.Defn = as
		}
	}
	b.emit(as)
}

// multi is the statement that evaluates a multi-valued expression into
// temporaries. It stands in the init list of the first value, which is given
// an explicit conversion to its own type if it is nothing but a temporary:
// names cannot hold init lists (ir.InitExpr).
type multi struct {
	dcls []*Node
	as   *Node
}

// attach puts the statement before vals, the values that it computes. To run
// a program it is a statement like any other.
func (m *multi) attach(b *fb, vals []*Node) {
	if m == nil || len(vals) == 0 {
		return
	}
	if b.pb.run {
		m.emit(b)
		return
	}
	m.wrap(&vals[0])
}

func (m *multi) wrap(slot **Node) {
	x := *slot
	if x.Op == ONAME {
		x = node(OCONVNOP, x.Pos, x.Typ, x)
	}
	*slot = node(OINITEXPR, x.Pos, x.Typ, append(m.init(), x)...)
}

func (m *multi) emit(b *fb) {
	for _, d := range m.dcls {
		b.emit(d)
	}
	// the call's own init statements come first
	last := len(m.as.List) - 1
	m.as.List[last] = b.hoist(m.as.List[last])
	b.emit(m.as)
}

func (m *multi) init() []*Node { return append(append([]*Node{}, m.dcls...), m.as) }

// multiExpr builds a list of values, each converted to dst(i). A single
// multi-valued expression is first assigned to temporaries.
func (b *fb) multiExpr(pos token.Pos, dst func(int) types.Type, exprs []ast.Expr) ([]*Node, *multi) {
	if len(exprs) == 1 {
		if tuple := b.tupleOf(exprs[0], dst); tuple != nil {
			return b.unpack(pos, exprs[0], tuple, dst)
		}
	}
	out := make([]*Node, len(exprs))
	for i, e := range exprs {
		out[i] = b.implicitConv(dst(i), e)
	}
	return out, nil
}

// tupleOf returns e's types if e has several values in this place.
func (b *fb) tupleOf(e ast.Expr, dst func(int) types.Type) *types.Tuple {
	t, ok := b.info.Types[e].Type.(*types.Tuple)
	if !ok || t.Len() < 2 {
		return nil
	}
	return t
}

func (b *fb) unpack(pos token.Pos, e ast.Expr, tuple *types.Tuple, dst func(int) types.Type) ([]*Node, *multi) {
	as := b.tupleAssign(pos, b.expr(e), tuple)
	m := &multi{as: as}
	out := make([]*Node, tuple.Len())
	for i := range out {
		src := tuple.At(i).Type()
		t := b.typ(src)
		if isUntyped(t) {
			t = types.Default(t)
		}
		tmp := b.temp(pos, t)
		tmp.Defn = as
		m.dcls = append(m.dcls, b.dcl(tmp))
		as.List[i] = b.use(tmp, pos)
		res := b.use(tmp, pos)
		if d := dst(i); d != nil && !types.Identical(src, d) {
			res = b.convNode(pos, b.typ(d), res, true)
		}
		out[i] = res
	}
	return out, m
}

// tupleAssign makes the statement that assigns x, an expression of several
// values; its left sides are left open.
func (b *fb) tupleAssign(pos token.Pos, x *Node, tuple *types.Tuple) *Node {
	op := OAS2FUNC
	inner := x
	for inner.Op == OINITEXPR {
		inner = inner.List[len(inner.List)-1]
	}
	switch inner.Op {
	case OINDEXMAP:
		op = OAS2MAPR
	case ORECV:
		op = OAS2RECV
	case ODOTTYPE:
		op = OAS2DOTTYPE
		inner.Op = ODOTTYPE2
	case ODYNAMICDOTTYPE:
		op = OAS2DOTTYPE
		inner.Op = ODYNAMICDOTTYPE2
	}
	if op != OAS2FUNC {
		inner.Typ = b.typ(tuple.At(0).Type())
	}
	as := node(op, pos, nil)
	as.Aux = int32(tuple.Len())
	as.Flags = FDef
	as.List = append(make([]*Node, tuple.Len()), x)
	return as
}
