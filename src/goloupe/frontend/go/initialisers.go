package main

// Initialisers of package-level variables, for packages of which only the
// declarations are checked.
//
// All that others can know of a variable is its type, and where none is
// written the initialiser tells it, mostly by what stands in front: the type
// of a composite literal, the signature of a function literal. What is inside
// of them is set aside while the package is checked. That is more than half of the
// checker's work in packages with large tables, such as unicode.
//
// An array whose length is counted ([...]T) gets that length written out. If
// some of its elements have keys, it keeps them all, but not what is inside.

import (
	"go/ast"
	"go/token"
	"strconv"
)

// setInitialisersAside empties what it can in the initialisers of f's
// variables, and returns the function that undoes it.
func setInitialisersAside(f *ast.File) (restore func()) {
	var s initialisers
	for _, d := range f.Decls {
		decl, ok := d.(*ast.GenDecl)
		if !ok || decl.Tok != token.VAR {
			continue
		}
		for _, spec := range decl.Specs {
			for _, value := range spec.(*ast.ValueSpec).Values {
				s.empty(value)
			}
		}
	}
	return func() {
		for _, l := range s.literals {
			l.literal.Elts = l.elements
		}
		for _, f := range s.functions {
			f.literal.Body = f.body
		}
		for _, a := range s.arrays {
			a.typ.Len = a.length
		}
	}
}

// initialisers remembers what has been taken out.
type initialisers struct {
	literals []struct {
		literal  *ast.CompositeLit
		elements []ast.Expr
	}
	functions []struct {
		literal *ast.FuncLit
		body    *ast.BlockStmt
	}
	arrays []struct {
		typ    *ast.ArrayType
		length ast.Expr
	}
}

func (s *initialisers) empty(value ast.Expr) {
	switch e := value.(type) {
	case *ast.CompositeLit:
		if a, ok := e.Type.(*ast.ArrayType); ok && isEllipsis(a.Len) {
			if s.emptyKeyed(e.Elts) {
				return
			}
			s.arrays = append(s.arrays, struct {
				typ    *ast.ArrayType
				length ast.Expr
			}{a, a.Len})
			a.Len = &ast.BasicLit{ValuePos: a.Len.Pos(), Kind: token.INT, Value: strconv.Itoa(len(e.Elts))}
		}
		if len(e.Elts) > 0 {
			s.literals = append(s.literals, struct {
				literal  *ast.CompositeLit
				elements []ast.Expr
			}{e, e.Elts})
			e.Elts = nil
		}
	case *ast.FuncLit:
		s.functions = append(s.functions, struct {
			literal *ast.FuncLit
			body    *ast.BlockStmt
		}{e, e.Body})
		e.Body = standIn(e.Body)
	case *ast.UnaryExpr:
		s.empty(e.X)
	case *ast.ParenExpr:
		s.empty(e.X)
	case *ast.CallExpr:
		s.empty(e.Fun)
		for _, arg := range e.Args {
			s.empty(arg)
		}
	}
}

func isEllipsis(e ast.Expr) bool {
	_, ok := e.(*ast.Ellipsis)
	return ok
}

// emptyKeyed empties the elements of a list if any of them has a key.
func (s *initialisers) emptyKeyed(elements []ast.Expr) bool {
	keyed := false
	for _, element := range elements {
		if _, ok := element.(*ast.KeyValueExpr); ok {
			keyed = true
			break
		}
	}
	if keyed {
		for _, element := range elements {
			if kv, ok := element.(*ast.KeyValueExpr); ok {
				element = kv.Value
			}
			s.empty(element)
		}
	}
	return keyed
}
