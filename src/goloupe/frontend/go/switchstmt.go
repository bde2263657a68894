package main

// Switches over values and over types.

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

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
