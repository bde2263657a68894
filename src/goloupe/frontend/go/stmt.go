package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// stmts builds a statement list, leaving out what follows a terminating
// statement (writer.stmts in the compiler).
func (b *fb) stmts(list []ast.Stmt) {
	last := lastLabel(list)
	dead := false
	for i, s := range list {
		if dead && i > last {
			if _, ok := s.(*ast.LabeledStmt); !ok {
				continue
			}
		}
		b.stmt(s, "")
		dead = b.terminates(s)
	}
}

// lastLabel returns the index of the last labelled statement, -1 if there is none.
func lastLabel(list []ast.Stmt) int {
	last := -1
	for i, s := range list {
		if _, ok := s.(*ast.LabeledStmt); ok {
			last = i
		}
	}
	return last
}

func (b *fb) terminates(s ast.Stmt) bool {
	switch s := s.(type) {
	case *ast.BranchStmt:
		return s.Tok == token.GOTO
	case *ast.ReturnStmt:
		return true
	case *ast.ExprStmt:
		if call, ok := unparen(s.X).(*ast.CallExpr); ok {
			return b.isBuiltin(call.Fun, "panic")
		}
	case *ast.IfStmt:
		c, _ := b.staticBool(s.Cond)
		return (c < 0 || b.terminates(s.Body)) && (c > 0 || s.Else != nil && b.terminates(s.Else))
	case *ast.BlockStmt:
		for i := len(s.List) - 1; i >= 0; i-- {
			if _, ok := s.List[i].(*ast.EmptyStmt); !ok {
				return b.terminates(s.List[i])
			}
		}
	}
	return false
}

func (b *fb) isBuiltin(e ast.Expr, name string) bool {
	id, ok := unparen(e).(*ast.Ident)
	if !ok || id.Name != name {
		return false
	}
	_, ok = b.info.Uses[id].(*types.Builtin)
	return ok
}

// staticBool decides a condition as far as constants do: 1 true, -1 false, 0
// unknown. It returns what remains of the expression.
func (b *fb) staticBool(e ast.Expr) (int, ast.Expr) {
	if v := b.info.Types[e].Value; v != nil && v.Kind() == constant.Bool {
		if constant.BoolVal(v) {
			return 1, e
		}
		return -1, e
	}
	switch x := e.(type) {
	case *ast.UnaryExpr:
		// The operand can only be another ! here: anything longer stands in
		// parentheses, which the compiler does not look into.
		if x.Op == token.NOT {
			c, _ := b.staticBool(x.X)
			return c, e
		}
	case *ast.BinaryExpr:
		switch x.Op {
		case token.LAND:
			l, lrest := b.staticBool(x.X)
			if l < 0 {
				return l, lrest
			}
			r, rrest := b.staticBool(x.Y)
			if l > 0 || r < 0 {
				if b.info.Types[x.X].Value != nil {
					return r, rrest
				}
				return r, e
			}
		case token.LOR:
			l, lrest := b.staticBool(x.X)
			if l > 0 {
				return l, lrest
			}
			r, rrest := b.staticBool(x.Y)
			if l < 0 || r > 0 {
				if b.info.Types[x.X].Value != nil {
					return r, rrest
				}
				return r, e
			}
		}
	}
	return 0, e
}

func (b *fb) block(list []*Node, pos token.Pos) *Node { return node(OBLOCK, pos, nil, list...) }

// blockOf builds the statements of s as one block.
func (b *fb) blockOf(s *ast.BlockStmt) *Node {
	return b.block(b.collect(func() { b.stmts(s.List) }), s.Pos())
}

// stmt builds one statement. label is the label directly before it.
func (b *fb) stmt(s ast.Stmt, label string) {
	if b.rf != nil {
		if b.rangeFuncStmt(s) {
			return
		}
	}
	switch s := s.(type) {
	case nil, *ast.EmptyStmt, *ast.BadStmt:
	case *ast.AssignStmt:
		b.assignStmt(s)
	case *ast.IncDecStmt:
		op := OADD
		if s.Tok == token.DEC {
			op = OSUB
		}
		x := b.expr(s.X)
		one := node(OLITERAL, s.TokPos, x.Typ)
		one.Val = constant.MakeInt64(1)
		n := node(OASOP, s.TokPos, nil, x, one)
		n.Aux = int32(op)
		n.Flags = FIncDec
		b.emit(n)
	case *ast.BlockStmt:
		b.stmts(s.List)
	case *ast.BranchStmt:
		b.branch(s)
	case *ast.GoStmt:
		b.goDefer(OGO, s.Pos(), s.Call)
	case *ast.DeferStmt:
		b.goDefer(ODEFER, s.Pos(), s.Call)
	case *ast.DeclStmt:
		if g, ok := s.Decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, spec := range g.Specs {
				b.varSpec(spec.(*ast.ValueSpec))
			}
		}
	case *ast.ExprStmt:
		b.emit(b.exprStmt(s.X))
	case *ast.ForStmt:
		b.forStmt(s, label)
	case *ast.RangeStmt:
		b.rangeStmt(s, label)
	case *ast.IfStmt:
		b.ifStmt(s)
	case *ast.LabeledStmt:
		n := node(OLABEL, s.Pos(), nil)
		n.Str = s.Label.Name
		b.emit(n)
		b.stmt(s.Stmt, s.Label.Name)
	case *ast.ReturnStmt:
		b.returnStmt(s)
	case *ast.SelectStmt:
		b.selectStmt(s, label)
	case *ast.SendStmt:
		ch := b.expr(s.Chan)
		ct, _ := coreType(b.typeOf(s.Chan)).(*types.Chan)
		var elem types.Type
		if ct != nil {
			elem = ct.Elem()
		}
		b.emit(node(OSEND, s.Arrow, nil, ch, b.implicitConv(elem, s.Value)))
	case *ast.SwitchStmt:
		b.switchStmt(s, label)
	case *ast.TypeSwitchStmt:
		b.typeSwitch(s, label)
	}
}

func (b *fb) exprStmt(e ast.Expr) *Node { return b.hoist(b.expr(e)) }

// hoist emits an expression's init statements as statements of their own.
func (b *fb) hoist(n *Node) *Node {
	for n != nil && n.Op == OINITEXPR {
		last := len(n.List) - 1
		for _, s := range n.List[:last] {
			b.emitInit(s)
		}
		n = n.List[last]
	}
	return n
}

// operand leaves the init statements of a statement's operand where they
// are; to run a program they are made statements of their own.
func (b *fb) operand(n *Node) *Node {
	if b.pb.run {
		return b.hoist(n)
	}
	return n
}

// emitInit emits a statement of the init list of the statement that follows.
func (b *fb) emitInit(n *Node) {
	n.Flags |= FInit
	b.emit(n)
}

// markInit marks the statements emitted since start as an init list.
func (b *fb) markInit(start int) {
	for _, n := range (*b.out)[start:] {
		n.Flags |= FInit
	}
}

// ---- assignment

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

func (b *fb) returnStmt(s *ast.ReturnStmt) {
	res := b.sig.Results()
	vals, m := b.multiExpr(s.Pos(), func(i int) types.Type {
		if i < res.Len() {
			return res.At(i).Type()
		}
		return nil
	}, s.Results)
	m.attach(b, vals)
	b.emit(node(ORETURN, s.Pos(), nil, vals...))
}

func (b *fb) branch(s *ast.BranchStmt) {
	ops := map[token.Token]Op{token.BREAK: OBREAK, token.CONTINUE: OCONTINUE, token.GOTO: OGOTO, token.FALLTHROUGH: OFALL}
	n := node(ops[s.Tok], s.Pos(), nil)
	if s.Label != nil {
		n.Str = s.Label.Name
	}
	b.emit(n)
}

// ---- control flow

func (b *fb) ifStmt(s *ast.IfStmt) {
	c, cond := b.staticBool(s.Cond)
	start := len(*b.out)
	if s.Init != nil {
		b.stmt(s.Init, "")
	}
	x := b.operand(b.expr(cond))
	var then, els []*Node
	if c >= 0 {
		then = b.collect(func() { b.stmts(s.Body.List) })
	}
	if c <= 0 && s.Else != nil {
		els = b.collect(func() { b.stmt(s.Else, "") })
	}
	if c != 0 {
		if x.Op != OLITERAL {
			b.emit(node(OAS, s.Pos(), nil, b.blankNode(s.Pos()), x))
		}
		for _, n := range then {
			b.emit(n)
		}
		for _, n := range els {
			b.emit(n)
		}
		return
	}
	b.markInit(start)
	b.emit(node(OIF, s.Pos(), nil, x, b.block(then, s.Body.Pos()), b.block(els, s.Body.Pos())))
}

func (b *fb) forStmt(s *ast.ForStmt, label string) {
	start := len(*b.out)
	if s.Init != nil {
		b.stmt(s.Init, "")
	}
	if s.Cond != nil {
		if c, _ := b.staticBool(s.Cond); c < 0 {
			return // only the init statement remains
		}
	}
	b.markInit(start)
	init := append([]*Node{}, (*b.out)[start:]...)
	var cond, post *Node
	if s.Cond != nil {
		_, e := b.staticBool(s.Cond)
		cond = b.expr(e)
	}
	if s.Post != nil {
		ps := b.collect(func() { b.stmt(s.Post, "") })
		if len(ps) == 1 {
			post = ps[0]
		} else if len(ps) > 1 {
			post = b.block(ps, s.Post.Pos())
		}
	}
	body := b.blockOf(s.Body)
	n := node(OFOR, s.Pos(), nil, cond, post, body)
	if b.root.perIter {
		b.root.distinct[n] = true
		b.root.forInit[n] = init
	}
	b.root.loopLabel[n] = label
	b.emit(n)
}

func (b *fb) rangeStmt(s *ast.RangeStmt, label string) {
	xt := b.typeOf(s.X)
	if _, ok := coreType(xt).(*types.Signature); ok {
		b.rangeFunc(s, label)
		return
	}
	pos := s.Range
	var ls []lhs
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e != nil {
			ls = append(ls, b.assignee(e))
		}
	}
	var key, value *Node
	var defs []*Name
	if len(ls) > 0 {
		key = ls[0].n
	}
	if len(ls) > 1 {
		value = ls[1].n
	}
	for _, l := range ls {
		if l.def != nil {
			defs = append(defs, l.def)
		}
	}
	x := b.expr(s.X)
	for _, d := range defs {
		b.emitInit(b.dcl(d))
	}
	x = b.operand(x)
	n := node(ORANGE, pos, nil, key, value, x, nil)
	if len(defs) > 0 {
		n.Flags |= FDef
		for _, d := range defs {
			d.Defn = n
		}
	}
	n.List[3] = b.blockOf(s.Body)
	if b.root.perIter {
		b.root.distinct[n] = true
	}
	b.emit(n)
}

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

func (b *fb) switchStmt(s *ast.SwitchStmt, label string) {
	start := len(*b.out)
	if s.Init != nil {
		b.stmt(s.Init, "")
	}
	b.markInit(start)
	plan := b.planSwitch(s)
	var tagNode *Node
	if plan.tag != nil {
		tagNode = b.operand(b.implicitConv(plan.tagType, plan.tag))
	}
	n := node(OSWITCH, s.Pos(), nil, tagNode)
	for _, c := range plan.clauses {
		exprs := node(OEXPRLIST, c.Pos(), nil)
		if !plan.always {
			for _, e := range c.List {
				exprs.List = append(exprs.List, b.implicitConv(plan.caseType, e))
			}
		}
		body := b.collect(func() { b.stmts(c.Body) })
		n.List = append(n.List, node(OCASE, c.Pos(), nil, exprs, b.block(body, c.Colon)))
	}
	b.emit(n)
}

// A switchPlan is what becomes of a switch before it is built.
type switchPlan struct {
	tag      ast.Expr // nil: true
	tagType  types.Type
	caseType types.Type // what cases convert to, nil if they stay as they are
	clauses  []*ast.CaseClause
	always   bool // the only clause left is the one that is always chosen
}

// planSwitch drops the clauses that a constant tag never chooses, and finds
// the type in which tag and cases are compared.
func (b *fb) planSwitch(s *ast.SwitchStmt) switchPlan {
	p := switchPlan{tag: s.Tag, tagType: types.Typ[types.Bool]}
	for _, c := range s.Body.List {
		p.clauses = append(p.clauses, c.(*ast.CaseClause))
	}
	isChan := false
	if s.Tag != nil {
		p.tagType = b.typeOf(s.Tag)
		_, isChan = under(p.tagType).(*types.Chan)
	}
	if value := b.constantTag(s.Tag); value != nil {
		if target, ok := b.constantCase(value, p.clauses); ok && (target == nil || !hasFallthrough(target.Body)) {
			p.clauses = nil
			if target != nil {
				p.clauses, p.always = []*ast.CaseClause{target}, true
			}
			p.tag, p.tagType = nil, types.Typ[types.Bool]
		}
	}
	if isChan {
		return p
	}
	for _, c := range p.clauses {
		for _, e := range c.List {
			if p.always {
				break
			}
			ct := b.typeOf(e)
			if !types.AssignableTo(ct, p.tagType) && (isInterface(ct) || isInterface(p.tagType)) {
				p.tagType = types.NewInterfaceType(nil, nil)
				p.caseType = p.tagType
				return p
			}
		}
	}
	p.caseType = p.tagType
	return p
}

// constantTag is the value that the cases of a switch are compared with, if it is known.
func (b *fb) constantTag(tag ast.Expr) constant.Value {
	if tag == nil {
		return constant.MakeBool(true)
	}
	return b.info.Types[tag].Value
}

// constantCase finds the clause that a constant tag always selects. ok is
// false if some case is not constant.
func (b *fb) constantCase(tag constant.Value, clauses []*ast.CaseClause) (target *ast.CaseClause, ok bool) {
	for _, c := range clauses {
		if c.List == nil {
			target = c
		}
		for _, e := range c.List {
			v := b.info.Types[e].Value
			if v == nil {
				return nil, false
			}
			if comparableConsts(tag, v) && constant.Compare(tag, token.EQL, v) {
				return c, true
			}
		}
	}
	return target, true
}

func comparableConsts(x, y constant.Value) bool {
	num := func(v constant.Value) bool {
		return v.Kind() == constant.Int || v.Kind() == constant.Float || v.Kind() == constant.Complex
	}
	return x.Kind() == y.Kind() || num(x) && num(y)
}

func hasFallthrough(list []ast.Stmt) bool {
	for i := len(list) - 1; i >= 0; i-- {
		switch s := list[i].(type) {
		case *ast.EmptyStmt:
			continue
		case *ast.BranchStmt:
			return s.Tok == token.FALLTHROUGH
		case *ast.LabeledStmt:
			return hasFallthrough([]ast.Stmt{s.Stmt})
		}
		return false
	}
	return false
}

func (b *fb) typeSwitch(s *ast.TypeSwitchStmt, label string) {
	start := len(*b.out)
	if s.Init != nil {
		b.stmt(s.Init, "")
	}
	b.markInit(start)
	ident, assert := typeSwitchGuard(s)
	if assert == nil {
		return
	}
	x := b.operand(b.expr(assert.X))
	guard := node(OTYPESW, assert.Pos(), nil, x)
	if ident != nil {
		guard.Aux = 1
	}
	n := node(OSWITCH, s.Pos(), nil, guard)
	for _, st := range s.Body.List {
		c := st.(*ast.CaseClause)
		exprs := node(OEXPRLIST, c.Pos(), nil)
		for _, e := range c.List {
			if b.info.Types[e].IsNil() {
				exprs.List = append(exprs.List, node(ONIL, e.Pos(), types.Typ[types.UntypedNil]))
				continue
			}
			exprs.List = append(exprs.List, b.typeNode(e.Pos(), b.info.Types[e].Type))
		}
		cn := node(OCASE, c.Pos(), nil, exprs, nil)
		if ident != nil {
			if v, ok := b.info.Implicits[c].(*types.Var); ok {
				pos := c.Pos()
				if len(c.List) > 0 {
					pos = typeExprEnd(c.List[len(c.List)-1])
				}
				cn.Name = b.local(v, ident.Name, pos, b.typ(v.Type()))
				cn.Name.Defn = guard
			}
		}
		body := b.collect(func() { b.stmts(c.Body) })
		cn.List[1] = b.block(body, c.Colon)
		n.List = append(n.List, cn)
	}
	b.emit(n)
}

// typeSwitchGuard returns the two parts of "ident := x.(type)".
func typeSwitchGuard(s *ast.TypeSwitchStmt) (ident *ast.Ident, assert *ast.TypeAssertExpr) {
	switch a := s.Assign.(type) {
	case *ast.AssignStmt:
		ident, _ = a.Lhs[0].(*ast.Ident)
		assert, _ = unparen(a.Rhs[0]).(*ast.TypeAssertExpr)
	case *ast.ExprStmt:
		assert, _ = unparen(a.X).(*ast.TypeAssertExpr)
	}
	return ident, assert
}

// typeExprEnd is the position that the compiler gives to a type switch
// variable: the last name within the clause's last type (noder/quirks.go).
func typeExprEnd(e ast.Expr) token.Pos {
	for {
		switch x := e.(type) {
		case *ast.Ident:
			return x.Pos()
		case *ast.SelectorExpr:
			return x.X.Pos()
		case *ast.ParenExpr:
			e = x.X
		case *ast.StarExpr:
			e = x.X
		case *ast.ArrayType:
			e = x.Elt
		case *ast.ChanType:
			e = x.Value
		case *ast.Ellipsis:
			e = x.Elt
		case *ast.MapType:
			e = x.Value
		case *ast.StructType:
			return x.Pos()
		case *ast.InterfaceType:
			if n := x.Methods.NumFields(); n > 0 {
				e = x.Methods.List[len(x.Methods.List)-1].Type
				continue
			}
			return x.Pos()
		case *ast.FuncType:
			if x.Results.NumFields() > 0 {
				e = x.Results.List[len(x.Results.List)-1].Type
				continue
			}
			if x.Params.NumFields() > 0 {
				e = x.Params.List[len(x.Params.List)-1].Type
				continue
			}
			return x.Pos()
		case *ast.IndexExpr:
			e = x.Index
		case *ast.IndexListExpr:
			e = x.Indices[len(x.Indices)-1]
		default:
			return e.Pos()
		}
	}
}

func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}

var assignOps = map[token.Token]token.Token{
	token.ADD_ASSIGN: token.ADD, token.SUB_ASSIGN: token.SUB, token.MUL_ASSIGN: token.MUL, token.QUO_ASSIGN: token.QUO,
	token.REM_ASSIGN: token.REM, token.AND_ASSIGN: token.AND, token.OR_ASSIGN: token.OR, token.XOR_ASSIGN: token.XOR,
	token.SHL_ASSIGN: token.SHL, token.SHR_ASSIGN: token.SHR, token.AND_NOT_ASSIGN: token.AND_NOT,
}

var binaryOps = map[token.Token]Op{
	token.ADD: OADD, token.SUB: OSUB, token.MUL: OMUL, token.QUO: ODIV, token.REM: OMOD, token.AND: OAND, token.OR: OOR,
	token.XOR: OXOR, token.AND_NOT: OANDNOT, token.SHL: OLSH, token.SHR: ORSH, token.EQL: OEQ, token.NEQ: ONE,
	token.LSS: OLT, token.LEQ: OLE, token.GTR: OGT, token.GEQ: OGE, token.LAND: OANDAND, token.LOR: OOROR,
}
