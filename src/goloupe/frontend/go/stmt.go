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
