package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"strings"
)

// access puts gates in front of the accesses to a variable, within statements.
func (g *gater) access(p point, nodes []ast.Node) bool {
	found := false
	for _, n := range nodes {
		if p.Op == "write" {
			if s, ok := n.(ast.Stmt); ok && g.listed(s) && g.line(s.Pos()) <= p.Line && p.Line <= g.line(s.End()) && g.stores(s, p) {
				found = true
			}
		} else if e, ok := n.(ast.Expr); ok && g.line(e.End()) == p.Line && g.loads(e, p) {
			found = true
		}
	}
	return found
}

// stores puts a gate between what a statement evaluates and what it stores.
func (g *gater) stores(s ast.Stmt, p point) bool {
	switch s := s.(type) {
	case *ast.IncDecStmt:
		if !assigned(s.X, p.Name) || calls(s.X) {
			return false
		}
		return g.split(s, s.X, s.TokPos, s.Tok.String(), s.Tok.String()[:1]+" 1}", p)
	case *ast.AssignStmt:
		if len(s.Lhs) != 1 || len(s.Rhs) != 1 || s.Tok == token.DEFINE || !assigned(s.Lhs[0], p.Name) || calls(s.Lhs[0]) {
			return false
		}
		if s.Tok == token.ASSIGN {
			if _, simple := s.Rhs[0].(*ast.BasicLit); simple || !reads(s.Rhs[0]) {
				return false
			}
			g.around(s.Rhs[0], fmt.Sprintf("goloupeThen(%d, ", p.ID))
			return true
		}
		if calls(s.Rhs[0]) {
			return false
		}
		op := s.Tok.String()
		if g.split(s, s.Lhs[0], s.TokPos, op, strings.TrimSuffix(op, "=")+" (", p) {
			g.insert(s.End(), 0, ")}")
			return true
		}
	}
	return false
}

// split makes two statements of one that changes a variable: what is read is kept, and stored behind the gate.
func (g *gater) split(s ast.Stmt, x ast.Expr, at token.Pos, drop, op string, p point) bool {
	text := string(g.data[g.offset(x.Pos()):g.offset(x.End())])
	key := fmt.Sprint("split ", at)
	if strings.Contains(text, "\n") || g.seen[key] {
		return false
	}
	g.seen[key] = true
	g.insert(s.Pos(), 2, "{goloupeT := ")
	more := fmt.Sprintf(";goloupeGate(%d);%s = goloupeT %s", p.ID, text, op)
	g.added = append(g.added, insertion{g.offset(at), 0, more, len(drop)})
	return true
}

// loads puts a gate in front of one read of a variable.
func (g *gater) loads(e ast.Expr, p point) bool {
	if !is(e, p.Name) || p.Name == "" {
		return p.Name == "" && g.loadsItself(e, p)
	}
	if field, ok := g.parent[e].(*ast.SelectorExpr); ok && field.Sel == e {
		return false
	}
	if pair, ok := g.parent[e].(*ast.KeyValueExpr); ok && pair.Key == e {
		return false
	}
	if u, ok := g.parent[e].(*ast.UnaryExpr); ok && u.Op == token.AND {
		return false
	}
	switch s := g.parent[e].(type) {
	case *ast.IncDecStmt:
		return g.begins(s, p)
	case *ast.AssignStmt:
		for _, x := range s.Lhs {
			if x == e {
				return s.Tok != token.ASSIGN && s.Tok != token.DEFINE && g.begins(s, p)
			}
		}
	case *ast.RangeStmt:
		if s.Key == e || s.Value == e {
			return false
		}
	}
	if calls(e) {
		return false
	}
	g.around(e, fmt.Sprintf("goloupeLoad(%d, &", p.ID))
	return true
}

// loadsItself puts a gate in front of a read of a local variable, whose name is not known: it is the one that is assigned.
func (g *gater) loadsItself(e ast.Expr, p point) bool {
	x, ok := e.(*ast.Ident)
	if !ok {
		return false
	}
	for n := ast.Node(e); n != nil; n = g.parent[n] {
		switch s := n.(type) {
		case *ast.FuncLit, *ast.BlockStmt:
			return false
		case *ast.IncDecStmt:
			return ast.Node(s.X) == ast.Node(e) && g.begins(s, p)
		case *ast.AssignStmt:
			if len(s.Lhs) != 1 || s.Tok == token.DEFINE {
				return false
			}
			if l, ok := s.Lhs[0].(*ast.Ident); ok && l.Name == x.Name {
				return g.loads(e, point{ID: p.ID, Line: p.Line, Op: p.Op, Name: x.Name})
			}
			return false
		}
	}
	return false
}

// begins puts a gate in front of a statement that begins by reading what it changes.
func (g *gater) begins(s ast.Stmt, p point) bool {
	if !g.listed(s) {
		return false
	}
	g.insert(s.Pos(), 1, fmt.Sprintf("goloupeGate(%d);", p.ID))
	return true
}

// reads tells whether an expression may read a variable.
func reads(e ast.Expr) bool {
	found := false
	ast.Inspect(e, func(n ast.Node) bool {
		if x, ok := n.(*ast.Ident); ok && x.Name != "nil" && x.Name != "true" && x.Name != "false" {
			found = true
		}
		_, function := n.(*ast.FuncLit)
		return !found && !function
	})
	return found
}

// is tells whether an expression has a name: that of a field begins with a dot.
func is(e ast.Expr, name string) bool {
	switch x := e.(type) {
	case *ast.Ident:
		return x.Name == name
	case *ast.SelectorExpr:
		return "."+x.Sel.Name == name || x.Sel.Name == name
	}
	return false
}

// assigned tells whether what is assigned may be a variable: elements and local variables have no names.
func assigned(e ast.Expr, name string) bool {
	e = unparen(e)
	if name != "" && name != "[]" {
		return is(e, name)
	}
	switch e.(type) {
	case *ast.IndexExpr:
		return name == "[]"
	case *ast.Ident, *ast.StarExpr:
		return name == ""
	}
	return false
}
