package main

import (
	"fmt"
	"go/ast"
	"regexp"
)

// extra are the parts of a function's name that the syntax does not tell: type arguments, and bodies of loops over functions.
var extra = regexp.MustCompile(`\[\.\.\.\]|-range\d+`)

func plain(name string) string { return extra.ReplaceAllString(name, "") }

// names gives functions the names that the compiler gives them, without that of the package.
func names(file *ast.File) map[ast.Node]string {
	out := map[ast.Node]string{}
	for _, d := range file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok {
			continue
		}
		name := f.Name.Name
		if f.Recv != nil && len(f.Recv.List) == 1 {
			name = receiver(f.Recv.List[0].Type) + "." + name
		}
		out[f] = name
		literals(f, name+".func", out)
	}
	return out
}

func receiver(t ast.Expr) string {
	switch t := t.(type) {
	case *ast.ParenExpr:
		return receiver(t.X)
	case *ast.StarExpr:
		return "(*" + receiver(t.X) + ")"
	case *ast.Ident:
		return t.Name
	}
	if b := base(t); b != t {
		return receiver(b)
	}
	return ""
}

// literals names those in a function, and those in them.
func literals(f ast.Node, prefix string, out map[ast.Node]string) {
	n := 0
	ast.Inspect(f, func(at ast.Node) bool {
		lit, ok := at.(*ast.FuncLit)
		if !ok || at == f {
			return true
		}
		n++
		out[lit] = fmt.Sprint(prefix, n)
		literals(lit, out[lit]+".", out)
		return false
	})
}
