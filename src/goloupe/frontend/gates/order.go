package main

import (
	"fmt"
	"go/ast"
	"go/token"
)

// inner are the ranks of what is put around expressions: outside of it is what belongs to statements.
const inner = 10

// quiet are functions in whose calls nothing happens that a gate could be for, and types that are converted to.
var quiet = map[string]bool{}

func init() {
	for _, name := range []string{
		"append", "cap", "clear", "complex", "copy", "delete", "imag", "len", "make", "max", "min", "new", "real",
		"any", "bool", "byte", "complex64", "complex128", "error", "float32", "float64", "int", "int8", "int16", "int32", "int64",
		"rune", "string", "uint", "uint8", "uint16", "uint32", "uint64", "uintptr",
	} {
		quiet[name] = true
	}
}

// acts tells whether something may happen in an expression itself.
func acts(n ast.Node) bool {
	switch n := n.(type) {
	case *ast.CallExpr:
		f, ok := unparen(n.Fun).(*ast.Ident)
		_, array := unparen(n.Fun).(*ast.ArrayType)
		return !array && !(ok && quiet[f.Name])
	case *ast.UnaryExpr:
		return n.Op == token.ARROW
	}
	return false
}

// calls tells whether something may happen in what a node consists of, other than in functions that it makes.
func calls(n ast.Node) bool {
	found := false
	ast.Inspect(n, func(at ast.Node) bool {
		if _, ok := at.(*ast.FuncLit); ok || found {
			return false
		}
		found = at != nil && acts(at)
		return !found
	})
	return found
}

// late tells whether something else may happen in a statement before an operation, or whether the operation may be left out.
func (g *gater) late(whole, n ast.Node) bool {
	found := false
	ast.Inspect(whole, func(at ast.Node) bool {
		if _, ok := at.(*ast.FuncLit); ok || found || at == nil {
			return false
		}
		if b, ok := at.(*ast.BinaryExpr); ok && (b.Op == token.LAND || b.Op == token.LOR) && b.Y.Pos() <= n.Pos() && n.End() <= b.Y.End() {
			found = true
		}
		found = found || at != n && acts(at) && at.End() <= n.End() && !(at.Pos() <= n.Pos() && n.End() <= at.End())
		return !found
	})
	return found
}

// around puts text around an expression; what is put around a part of it is within.
func (g *gater) around(e ast.Expr, before string) {
	depth := 0
	for n := ast.Node(e); n != nil; n = g.parent[n] {
		depth++
	}
	g.added = append(g.added, insertion{g.offset(e.Pos()), inner + depth, before, 0}, insertion{g.offset(e.End()), -inner - depth, ")", 0})
}

// exactly puts a gate in front of an operation, behind all that is evaluated before it; it says whether there is a place for that.
func (g *gater) exactly(whole, n ast.Node, id int) bool {
	if !g.late(whole, n) {
		return false
	}
	then := fmt.Sprintf("goloupeThen(%d, ", id)
	switch n := n.(type) {
	case *ast.SendStmt:
		if calls(n.Value) {
			g.around(n.Value, then)
			return true
		}
		return false
	case *ast.CallExpr:
		for i := len(n.Args) - 1; i >= 0; i-- {
			if calls(n.Args[i]) {
				g.around(n.Args[i], then)
				return true
			}
		}
		for x := n.Fun; x != nil; {
			switch s := x.(type) {
			case *ast.SelectorExpr:
				x = s.X
				continue
			case *ast.CallExpr:
				if acts(s) {
					g.around(s, then)
					return true
				}
			}
			break
		}
	case *ast.UnaryExpr:
		if calls(n.X) {
			g.around(n.X, then)
			return true
		}
	}
	e, ok := n.(ast.Expr)
	if !ok {
		return false
	}
	switch p := g.parent[n].(type) {
	case *ast.ExprStmt:
		return false
	case *ast.AssignStmt:
		if len(p.Lhs) != len(p.Rhs) {
			return false
		}
	case *ast.ValueSpec:
		if len(p.Names) != len(p.Values) {
			return false
		}
	}
	g.around(e, fmt.Sprintf("goloupeNow(goloupeGate(%d), ", id))
	return true
}
