// Packages go/scanner, go/token, go/parser, go/ast and go/format on a small source.
package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/format"
	"go/parser"
	"go/scanner"
	"go/token"
)

const src = `package p

import "fmt"

// Doc of F.
func F[T any](x int,y ...string) (z T,err error) { if x>0 {fmt.Println(y)}; return }

type S struct { a,b int; C string ` + "`tag`" + ` }
var v = 1+2*3
`

func main() {
	fset := token.NewFileSet()
	file := fset.AddFile("in.go", fset.Base(), len(src))
	var s scanner.Scanner
	s.Init(file, []byte(src), nil, scanner.ScanComments)
	n := 0
	for {
		pos, tok, lit := s.Scan()
		if tok == token.EOF {
			break
		}
		if n++; n > 12 && n < 24 {
			fmt.Printf("%s %s %q; ", fset.Position(pos), tok, lit)
		}
	}
	fmt.Println(n)
	f, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments)
	fmt.Println(err, f.Name, len(f.Decls), len(f.Imports))
	ast.Inspect(f, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncDecl:
			fmt.Printf("func %s: %d params, %q\n", n.Name, n.Type.Params.NumFields(), n.Doc.Text())
		case *ast.BinaryExpr:
			fmt.Println("binary", n.Op, fset.Position(n.OpPos))
		case *ast.StructType:
			fmt.Println("struct with", n.Fields.NumFields(), "fields")
		}
		return true
	})
	out, err := format.Source([]byte(src))
	fmt.Println(string(out), err)
	_, err = parser.ParseFile(fset, "bad.go", "package p\nfunc {\n x := \n", 0)
	if list, ok := err.(scanner.ErrorList); ok {
		for _, e := range list[:1] {
			fmt.Println(e)
		}
	}
	e, err := parser.ParseExpr("a[i].f(x, func() {}) << 2")
	fmt.Printf("%T %v\n", e, err)
	a, b := constant.MakeInt64(7), constant.MakeFromLiteral("1e100", token.FLOAT, 0)
	fmt.Println(constant.BinaryOp(a, token.MUL, b), constant.Shift(a, token.SHL, 100), constant.Compare(a, token.LSS, b), constant.BinaryOp(a, token.QUO, constant.MakeInt64(2)))
	fmt.Println(token.Lookup("func"), token.Lookup("x"), token.ADD.Precedence(), token.IsExported("Foo"), token.FUNC.IsKeyword())
}
