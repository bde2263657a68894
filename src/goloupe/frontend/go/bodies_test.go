package main

// Bodies on demand against a check of the whole: same types, same constants,
// same objects, for every function of real packages and all they import.
// GOLOUPE_TEST_PACKAGES=std widens the test to the whole standard library.

import (
	"context"
	"go/ast"
	"go/types"
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestBodyInfo(t *testing.T) {
	goTool, err := exec.LookPath("go")
	if err != nil {
		t.Skip(err)
	}
	req := &request{Patterns: []string{"fmt", "sort", "slices", "maps", "go/types"}, Dir: t.TempDir()}
	if v := os.Getenv("GOLOUPE_TEST_PACKAGES"); v != "" {
		req.Patterns = strings.Fields(v)
	}
	whole := loadForTest(t, goTool, req, true)
	onDemand := loadForTest(t, goTool, req, false)
	for i, p := range whole.Order {
		c := &comparison{t: t, p: p, q: onDemand.Order[i]}
		if len(p.Errors)+len(c.q.Errors) > 0 {
			t.Errorf("%s: %v %v", p.Path, p.Errors, c.q.Errors)
		}
		for j, f := range p.Files {
			for k, d := range f.Decls {
				c.decl(d, c.q.Files[j].Decls[k])
			}
		}
	}
}

// loadForTest checks every package alike: with bodies or without.
func loadForTest(t *testing.T, goTool string, req *request, bodies bool) *Session {
	s, err := List(context.Background(), goTool, req)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[*Package]bool)
	for _, p := range s.Order {
		all[p] = true
	}
	if bodies {
		s.checkAll(all, all)
	} else {
		s.checkAll(all, nil)
	}
	return s
}

// A comparison holds p, checked whole, against q, checked on demand.
type comparison struct {
	t    *testing.T
	p, q *Package
	bad  int
}

func (c *comparison) errorf(n ast.Node, format string, args ...any) {
	if c.bad++; c.bad < 5 {
		c.t.Errorf("%s: "+format, append([]any{c.p.Fset.Position(n.Pos())}, args...)...)
	}
}

func (c *comparison) decl(d, e ast.Decl) {
	if g, ok := d.(*ast.GenDecl); ok {
		for i, spec := range g.Specs {
			c.spec(spec, e.(*ast.GenDecl).Specs[i])
		}
		return
	}
	f := d.(*ast.FuncDecl)
	g := e.(*ast.FuncDecl)
	c.nodes(f.Type, g.Type, c.q.Info, nil)
	if f.Body == nil {
		return
	}
	info, err := c.q.BodyInfo(g)
	if err != nil {
		c.errorf(f, "%v", err)
		return
	}
	c.nodes(f.Body, g.Body, info, g)
	for e := range info.Types {
		if e.Pos() < g.Body.Pos() || g.Body.End() < e.Pos() {
			c.errorf(f, "information about %T outside of the body", e)
		}
	}
}

// spec compares all of a declaration, but of an initialiser only what it says
// about the variable or constant. (The initialiser of a constant may be there
// for others too, and what is kept about it depends on which comes last.)
func (c *comparison) spec(a, b ast.Spec) {
	v, ok := a.(*ast.ValueSpec)
	if !ok {
		c.nodes(a, b, c.q.Info, nil)
		return
	}
	w := b.(*ast.ValueSpec)
	for i, name := range v.Names {
		c.nodes(name, w.Names[i], c.q.Info, nil)
		x, y := c.p.Info.Defs[name], c.q.Info.Defs[w.Names[i]]
		if s, t := types.TypeString(x.Type(), full), types.TypeString(y.Type(), full); s != t {
			c.errorf(name, "type %s, on demand %s", s, t)
		}
		if x, ok := x.(*types.Const); ok && x.Val().ExactString() != y.(*types.Const).Val().ExactString() {
			c.errorf(name, "value %s, on demand %s", x.Val(), y.(*types.Const).Val())
		}
	}
	if v.Type != nil {
		c.nodes(v.Type, w.Type, c.q.Info, nil)
	}
}

// nodes compares what is known about the trees a (of p) and b (of q, in
// info). If within is given, b is its body.
func (c *comparison) nodes(a, b ast.Node, info *types.Info, within *ast.FuncDecl) {
	var other []ast.Node
	ast.Inspect(b, func(n ast.Node) bool { other = append(other, n); return true })
	ast.Inspect(a, func(n ast.Node) bool {
		m := other[0]
		other = other[1:]
		if n == nil {
			return true
		}
		if x, y := object(c.p, c.p.Info.Implicits[n]), object(c.q, info.Implicits[m]); x != y {
			c.errorf(n, "implicit object %s, on demand %s", x, y)
		}
		if e, ok := n.(ast.Expr); ok {
			c.expr(e, m.(ast.Expr), info)
		}
		switch n := n.(type) {
		case *ast.Ident:
			c.ident(n, m.(*ast.Ident), info)
			c.belongs(m.(*ast.Ident), info, within)
		case *ast.SelectorExpr:
			x, y := c.p.Info.Selections[n], info.Selections[m.(*ast.SelectorExpr)]
			if (x == nil) != (y == nil) || x != nil && types.SelectionString(x, full) != types.SelectionString(y, full) {
				c.errorf(n, "selection %v, on demand %v", x, y)
			}
		}
		return true
	})
}

func (c *comparison) expr(e, f ast.Expr, info *types.Info) {
	x, y := c.p.Info.Types[e], info.Types[f]
	if (x.Type == nil) != (y.Type == nil) || x.Type != nil && types.TypeString(x.Type, full) != types.TypeString(y.Type, full) {
		c.errorf(e, "type %v, on demand %v", x.Type, y.Type)
	}
	if (x.Value == nil) != (y.Value == nil) || x.Value != nil && x.Value.ExactString() != y.Value.ExactString() {
		c.errorf(e, "value %v, on demand %v", x.Value, y.Value)
	}
	x.Type, y.Type, x.Value, y.Value = nil, nil, nil, nil
	if x != y {
		c.errorf(e, "mode differs")
	}
}

func (c *comparison) ident(id, jd *ast.Ident, info *types.Info) {
	if x, y := object(c.p, c.p.Info.Uses[id]), object(c.q, info.Uses[jd]); x != y {
		c.errorf(id, "uses %s, on demand %s", x, y)
	}
	if x, y := object(c.p, c.p.Info.Defs[id]), object(c.q, info.Defs[jd]); x != y {
		c.errorf(id, "defines %s, on demand %s", x, y)
	}
	x, y := c.p.Info.Instances[id], info.Instances[jd]
	if (x.Type == nil) != (y.Type == nil) || x.Type != nil && types.TypeString(x.Type, full) != types.TypeString(y.Type, full) {
		c.errorf(id, "instance %v, on demand %v", x.Type, y.Type)
	}
}

// belongs checks that a parameter used in the body of f is the object that
// f's signature holds, not merely one that looks like it.
func (c *comparison) belongs(id *ast.Ident, info *types.Info, f *ast.FuncDecl) {
	v, ok := info.Uses[id].(*types.Var)
	if f == nil || !ok || v.IsField() || v.Pos() < f.Pos() || f.Body.Pos() <= v.Pos() {
		return
	}
	sig := c.q.Info.Defs[f.Name].Type().(*types.Signature)
	if v == sig.Recv() {
		return
	}
	for _, tuple := range []*types.Tuple{sig.Params(), sig.Results()} {
		for i := 0; i < tuple.Len(); i++ {
			if v == tuple.At(i) {
				return
			}
		}
	}
	c.errorf(id, "%s is not the object of the signature", v)
}

func full(p *types.Package) string { return p.Path() }

// object describes o, as known to p, and the place of its declaration.
func object(p *Package, o types.Object) string {
	if o == nil {
		return "nothing"
	}
	return types.ObjectString(o, full) + " at " + p.Fset.Position(o.Pos()).String()
}
