package main

// Select statements and their communications.

import (
	"go/ast"
	"go/types"
)

func (b *fb) selectStmt(s *ast.SelectStmt, label string) {
	n := node(OSELECT, s.Pos(), nil)
	for _, c := range s.Body.List {
		clause := c.(*ast.CommClause)
		var comm *Node
		list := b.collect(func() {
			if clause.Comm != nil {
				comm = b.commStmt(clause.Comm)
			}
			b.stmts(clause.Body)
		})
		n.List = append(n.List, node(OCOMM, clause.Pos(), nil, comm, b.block(list, clause.Colon)))
	}
	b.emit(n)
}

// commStmt builds a select case's communication; what must run after it is
// emitted at the start of the case's body.
func (b *fb) commStmt(s ast.Stmt) *Node {
	var left []ast.Expr
	var recv ast.Expr
	pos := s.Pos()
	switch s := s.(type) {
	case *ast.SendStmt:
		list := b.collect(func() { b.stmt(s, "") })
		return list[len(list)-1]
	case *ast.ExprStmt:
		recv = s.X
	case *ast.AssignStmt:
		left, recv, pos = s.Lhs, s.Rhs[0], s.TokPos
	}
	ls := make([]lhs, len(left))
	var dcls []*Node
	for i, e := range left {
		ls[i] = b.assignee(e)
		if ls[i].def != nil {
			dcls = append(dcls, b.dcl(ls[i].def))
		}
	}
	// The element's type in the source, and the expression.
	x := b.expr(recv)
	var inits []*Node
	for x.Op == OINITEXPR {
		inits = append(inits, x.List[:len(x.List)-1]...)
		x = x.List[len(x.List)-1]
	}
	sel := node(OSELRECV2, pos, nil)
	sel.Aux = 2
	elem := x.Typ
	if tuple, ok := elem.(*types.Tuple); ok {
		elem = tuple.At(0).Type()
		x.Typ = elem
	}
	dst := func(i int) *Node {
		if i >= len(ls) {
			return b.blankNode(pos)
		}
		return ls[i].n
	}
	if len(ls) == 2 {
		// The comma-ok form goes through temporaries.
		var tmps []*Node
		for i := 0; i < 2; i++ {
			t := types.Type(types.Typ[types.Bool])
			if i == 0 {
				t = elem
			}
			tmp := b.temp(pos, t)
			tmp.Defn = sel
			inits = append(inits, b.dcl(tmp))
			sel.List = append(sel.List, b.use(tmp, pos))
			var r *Node = b.use(tmp, pos)
			if d := b.dstType(left[i]); d != nil && !types.Identical(b.typ(d), t) {
				r = b.convNode(pos, b.typ(d), r, true)
			}
			if i == 0 && r.Op == ONAME && !b.pb.run {
				r = node(OCONVNOP, pos, r.Typ, r) // as in multi.wrap
			}
			tmps = append(tmps, r)
		}
		sel.Flags |= FDef
		as := node(OAS2, pos, nil, ls[0].n, ls[1].n, tmps[0], tmps[1])
		as.Aux = 2
		for _, d := range dcls {
			b.emitInit(d)
		}
		for _, l := range ls {
			if l.def != nil {
				l.def.Defn = as
				as.Flags |= FDef
			}
		}
		b.emit(as)
	} else if len(ls) == 1 && ls[0].def == nil && !ls[0].n.isBlank() && isInterface(ls[0].n.Typ) && !isInterface(elem) {
		// "case i = <-c" with a conversion: receive into a temporary first.
		tmp := b.temp(pos, elem)
		tmp.Defn = sel
		sel.Flags |= FDef
		inits = append(inits, b.dcl(tmp))
		sel.List = append(sel.List, b.use(tmp, pos), b.blankNode(pos))
		b.emit(node(OAS, pos, nil, ls[0].n, b.convNode(pos, ls[0].n.Typ, b.use(tmp, pos), true)))
	} else {
		inits = append(inits, dcls...)
		sel.List = append(sel.List, dst(0), b.blankNode(pos))
		if len(ls) == 1 && ls[0].def != nil {
			ls[0].def.Defn = sel
			sel.Flags |= FDef
		}
	}
	sel.List = append(sel.List, x)
	if len(inits) > 0 {
		return b.block(append(inits, sel), pos)
	}
	return sel
}
