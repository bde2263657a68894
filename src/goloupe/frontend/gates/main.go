// Puts gates into copies of Go files.
//
// Standard input is a request, standard output the answer, both JSON. A gate
// is a call, goloupeGate(id), in front of an operation; all that is inserted
// stays on the line where it is put, so that line numbers remain true.
package main

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"sort"
	"strings"
)

// point is where a gate is wanted.
type point struct {
	ID   int    `json:"id"`
	Line int    `json:"line"`
	Op   string `json:"op"`
	// Function is the one that is meant if there are several on the line, as stacks name it.
	Function string `json:"function"`
	// Name of the variable that is accessed; see is and assigned.
	Name string `json:"name"`
	// Fine says that there are to be gates within statements, in front of each access.
	Fine bool `json:"fine"`
	// Cases says that a select is to take the cases of the plan.
	Cases bool `json:"cases"`
}

type source struct {
	In     string  `json:"in"`
	Out    string  `json:"out"`
	Points []point `json:"points"`
	// Ends are the functions that say when they are over: main, or tests.
	Ends []string `json:"ends"`
	// Exits says whether a program that exits elsewhere is to say so, too.
	Exits bool `json:"exits"`
	// Exact says that gates may be put around expressions, which takes type parameters.
	Exact bool `json:"exact"`
}

type answer struct {
	// How says of each gate what it is in front of: "op", "line", or "" if there is no place for it.
	How map[int]string `json:"how"`
	// Same has gates that are in front of what another one is in front of: the other one is there alone.
	Same map[int]int `json:"same"`
	// Package of each file.
	Package map[string]string `json:"package"`
	Ended   bool              `json:"ended"`
}

func main() {
	var files []source
	if err := json.NewDecoder(os.Stdin).Decode(&files); err != nil {
		fail(err)
	}
	out := answer{How: map[int]string{}, Same: map[int]int{}, Package: map[string]string{}}
	for _, s := range files {
		if err := gate(s, &out); err != nil {
			fail(err)
		}
	}
	json.NewEncoder(os.Stdout).Encode(out)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// insertion is text that goes in front of an offset.
type insertion struct {
	at   int
	rank int
	text string
	drop int // Bytes that it replaces.
}

type gater struct {
	data   []byte
	exact  bool
	fset   *token.FileSet
	file   *ast.File
	parent map[ast.Node]ast.Node
	nodes  []ast.Node
	added  []insertion
	seen   map[string]bool
	// names of functions, without that of the package, by their declarations and literals.
	names map[ast.Node]string
	// deferred has the gates of deferred calls.
	deferred map[ast.Node]int
	same     map[int]int
}

func gate(s source, out *answer) error {
	data, err := os.ReadFile(s.In)
	if err != nil {
		return err
	}
	g := &gater{data: data, exact: s.Exact, fset: token.NewFileSet(), parent: map[ast.Node]ast.Node{}, seen: map[string]bool{}, deferred: map[ast.Node]int{}, same: out.Same}
	g.file, err = parser.ParseFile(g.fset, s.In, data, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	var stack []ast.Node
	ast.Inspect(g.file, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		if len(stack) > 0 {
			g.parent[n] = stack[len(stack)-1]
		}
		stack = append(stack, n)
		g.nodes = append(g.nodes, n)
		return true
	})
	g.names = names(g.file)
	for _, p := range s.Points {
		out.How[p.ID] = g.place(p)
	}
	for _, name := range s.Ends {
		out.Ended = g.end(name) || out.Ended
	}
	if s.Exits {
		g.exits()
	}
	out.Package[s.In] = g.file.Name.Name
	sort.SliceStable(g.added, func(i, j int) bool {
		if g.added[i].at != g.added[j].at {
			return g.added[i].at < g.added[j].at
		}
		return g.added[i].rank < g.added[j].rank
	})
	var b strings.Builder
	last := 0
	for _, in := range g.added {
		b.Write(data[last:in.at])
		b.WriteString(in.text)
		last = in.at + in.drop
	}
	b.Write(data[last:])
	return os.WriteFile(s.Out, []byte(b.String()), 0o644)
}

func (g *gater) insert(at token.Pos, rank int, text string) {
	key := fmt.Sprint(at, text)
	if !g.seen[key] {
		g.seen[key] = true
		g.added = append(g.added, insertion{g.offset(at), rank, text, 0})
	}
}

func (g *gater) offset(at token.Pos) int { return g.fset.PositionFor(at, false).Offset }

func (g *gater) line(at token.Pos) int { return g.fset.PositionFor(at, false).Line }

// place puts a gate in front of the operation, or else of the statement.
func (g *gater) place(p point) string {
	call := fmt.Sprintf("goloupeGate(%d)", p.ID)
	if p.Op == "parallel" {
		return g.beside(p, call)
	}
	found := false
	nodes := g.within(p)
	if p.Fine && g.access(p, nodes) {
		return "op"
	}
	for _, n := range nodes {
		if g.does(n, p) && g.before(n, call, p) {
			found = true
			if s, ok := n.(*ast.SelectStmt); ok && p.Cases {
				g.cases(s, p)
			}
		}
	}
	if found {
		return "op"
	}
	if g.puts(p, nodes, call) {
		return "op"
	}
	// What is deferred runs at the line of the closing brace.
	for _, n := range nodes {
		var body *ast.BlockStmt
		var results *ast.FieldList
		switch f := n.(type) {
		case *ast.FuncDecl:
			body, results = f.Body, f.Type.Results
		case *ast.FuncLit:
			body, results = f.Body, f.Type.Results
		}
		if body != nil && results == nil && g.line(body.Rbrace) == p.Line && g.line(body.Lbrace) != p.Line {
			g.insert(body.Rbrace, 0, ";"+call+";")
			return "line"
		}
	}
	var best ast.Stmt
	for _, n := range nodes {
		s, ok := n.(ast.Stmt)
		if !ok || !g.listed(s) || g.line(s.Pos()) > p.Line || g.line(s.End()) < p.Line {
			continue
		}
		if best == nil || g.line(best.Pos()) < p.Line {
			best = s // The first on the line, else the innermost around it.
		}
	}
	if best == nil {
		return ""
	}
	g.insert(best.Pos(), 1, call+";")
	return "line"
}

// within finds the nodes of the function that a point is in: all of the file, if none of that name is at that line.
func (g *gater) within(p point) []ast.Node {
	var f ast.Node
	for n, name := range g.names {
		if g.line(n.Pos()) <= p.Line && p.Line <= g.line(n.End()) && strings.HasSuffix(plain(p.Function), "."+name) && (f == nil || len(name) > len(g.names[f])) {
			f = n
		}
	}
	if f == nil {
		return g.nodes
	}
	var out []ast.Node
	ast.Inspect(f, func(n ast.Node) bool {
		if n != nil {
			out = append(out, n)
		}
		_, literal := n.(*ast.FuncLit)
		return !literal || n == f
	})
	return out
}

// puts has gates in front of what is deferred, wherever its function returns: what is deferred next runs before it.
func (g *gater) puts(p point, nodes []ast.Node, call string) bool {
	found := false
	for _, n := range nodes {
		s, ok := n.(*ast.DeferStmt)
		if !ok || !g.listed(s) || !operates(s.Call, p.Op) || !g.returns(s, p.Line) {
			continue
		}
		found = true
		if other, known := g.deferred[s]; known {
			g.same[p.ID] = other
		} else {
			g.deferred[s] = p.ID
			g.insert(s.End(), 0, ";defer "+call)
		}
	}
	return found
}

// returns tells whether the function of a statement may come to its end in a line.
func (g *gater) returns(s ast.Stmt, line int) bool {
	for n := ast.Node(s); n != nil; n = g.parent[n] {
		switch f := n.(type) {
		case *ast.FuncDecl:
			return g.line(f.Body.Lbrace) <= line && line <= g.line(f.Body.Rbrace)
		case *ast.FuncLit:
			return g.line(f.Body.Lbrace) <= line && line <= g.line(f.Body.Rbrace)
		}
	}
	return false
}

// beside puts two gates behind a call of t.Parallel: a test that has been let go comes to the first, and goes on at the second.
func (g *gater) beside(p point, call string) string {
	how := ""
	for _, n := range g.nodes {
		s, ok := n.(*ast.ExprStmt)
		if !ok || !g.listed(s) || g.line(s.Pos()) > p.Line || g.line(s.End()) < p.Line {
			continue
		}
		if c, ok := s.X.(*ast.CallExpr); ok {
			if f, ok := c.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Parallel" {
				g.insert(s.End(), 0, ";"+call+";"+call)
				how = "op"
			}
		}
	}
	return how
}

// cases wraps the channels of a select.
func (g *gater) cases(s *ast.SelectStmt, p point) {
	i := 0
	for _, clause := range s.Body.List {
		c := clause.(*ast.CommClause)
		g.insert(c.Colon+1, 0, "goloupeTaken();")
		var channel ast.Expr
		switch op := c.Comm.(type) {
		case nil:
			continue
		case *ast.SendStmt:
			channel = op.Chan
		case *ast.ExprStmt:
			channel = unparen(op.X).(*ast.UnaryExpr).X
		case *ast.AssignStmt:
			channel = unparen(op.Rhs[0]).(*ast.UnaryExpr).X
		}
		g.insert(channel.Pos(), 1, fmt.Sprintf("goloupeCase(%d, %d, ", p.ID, i))
		g.insert(channel.End(), 0, ")")
		i++
	}
}

// listed tells whether a statement is one of a list.
func (g *gater) listed(s ast.Stmt) bool {
	switch s.(type) {
	case *ast.CaseClause, *ast.CommClause:
		return false // Of the body of a switch or select.
	}
	switch p := g.parent[s].(type) {
	case *ast.BlockStmt:
		return true
	case *ast.CaseClause:
		return true
	case *ast.CommClause:
		return p.Comm != s
	}
	return false
}

// does tells whether a node is the operation of a point.
func (g *gater) does(n ast.Node, p point) bool {
	switch n := n.(type) {
	case *ast.SendStmt:
		return p.Op == "send" && !g.comm(n) && (g.line(n.Pos()) == p.Line || g.line(n.Arrow) == p.Line)
	case *ast.UnaryExpr:
		return p.Op == "recv" && n.Op == token.ARROW && g.line(n.OpPos) == p.Line && !g.comm(n)
	case *ast.RangeStmt:
		return p.Op == "recv" && (g.line(n.For) == p.Line || g.line(n.X.Pos()) == p.Line) && n.Value == nil
	case *ast.SelectStmt:
		return selects[p.Op] && g.line(n.Select) == p.Line
	case *ast.GoStmt:
		return p.Op == "go" && (g.line(n.Go) == p.Line || g.line(n.Call.Lparen) == p.Line)
	case *ast.CallExpr:
		if _, deferred := g.parent[n].(*ast.DeferStmt); deferred {
			return false
		}
		if g.line(n.Lparen) != p.Line && g.line(n.Pos()) != p.Line {
			return false
		}
		return operates(n, p.Op)
	}
	return false
}

// operates tells whether a call is an operation.
func operates(n *ast.CallExpr, op string) bool {
	switch f := unparen(base(n.Fun)).(type) {
	case *ast.Ident:
		return op == "close" && f.Name == "close" || op == "len" && (f.Name == "len" || f.Name == "cap")
	case *ast.SelectorExpr:
		return named(op, f.Sel.Name)
	}
	return false
}

// selects are the operations that a select statement may be, for those with one case are compiled as such.
var selects = map[string]bool{"select": true, "send": true, "recv": true}

func unparen(e ast.Expr) ast.Expr {
	for {
		p, ok := e.(*ast.ParenExpr)
		if !ok {
			return e
		}
		e = p.X
	}
}

func base(e ast.Expr) ast.Expr {
	switch x := e.(type) {
	case *ast.IndexExpr: // A generic function.
		return x.X
	case *ast.IndexListExpr:
		return x.X
	}
	return e
}

// comm tells whether a node is in the operation of a select's case.
func (g *gater) comm(n ast.Node) bool {
	for ; n != nil; n = g.parent[n] {
		if c, ok := g.parent[n].(*ast.CommClause); ok {
			return c.Comm == n
		}
		if _, ok := n.(*ast.FuncLit); ok {
			return false
		}
	}
	return false
}

var methods = map[string]string{
	"lock":      "Lock TryLock",
	"rlock":     "RLock TryRLock",
	"unlock":    "Unlock",
	"runlock":   "RUnlock",
	"wunlock":   "Unlock",
	"add":       "Add Done Go",
	"wait":      "Wait",
	"once":      "Do",
	"signal":    "Signal",
	"broadcast": "Broadcast",
	"go":        "Go",
	"gosched":   "Gosched",
	"sleep":     "Sleep",
	"map":       "Load Store LoadOrStore LoadAndDelete Delete Swap CompareAndSwap CompareAndDelete Range Clear",
}

func named(op, name string) bool {
	if op == "atomic" {
		for _, verb := range []string{"Load", "Store", "Add", "Swap", "CompareAndSwap", "And", "Or"} {
			if strings.HasPrefix(name, verb) {
				return true
			}
		}
		return false
	}
	for _, m := range strings.Fields(methods[op]) {
		if m == name {
			return true
		}
	}
	return false
}

// before inserts a gate where it is passed each time before a node is.
func (g *gater) before(n ast.Node, call string, p point) bool {
	child := n
	for at := n; at != nil; at = g.parent[at] {
		switch s := at.(type) {
		case *ast.ForStmt:
			if child == ast.Node(s.Cond) {
				if g.exact && g.exactly(s.Cond, n, p.ID) {
					return true
				}
				g.insert(s.Cond.Pos(), 1, call+" && (")
				g.insert(s.Cond.End(), 0, ")")
				return true
			}
			if child == ast.Node(s.Post) {
				g.insert(s.Body.Rbrace, 0, ";"+call+";")
				g.again(s.Body, call)
				return true
			}
		case *ast.IfStmt:
			if child == ast.Node(s.Cond) && !g.listed(s) {
				if g.exact && g.exactly(s.Cond, n, p.ID) {
					return true
				}
				g.insert(s.Cond.Pos(), 1, call+" && (")
				g.insert(s.Cond.End(), 0, ")")
				return true
			}
		case *ast.FuncLit, *ast.FuncDecl:
			if at != n {
				return false
			}
		}
		if s, ok := at.(ast.Stmt); ok && g.listed(s) {
			if r, ok := n.(*ast.RangeStmt); ok {
				g.insert(r.Body.Rbrace, 0, ";"+call+";")
				g.again(r.Body, call)
			}
			if g.exact && p.Op != "go" && g.exactly(s, n, p.ID) {
				return true
			}
			if lit, starts := g.born(s, n, p); starts {
				g.insert(s.Pos(), 1, fmt.Sprintf("%s;{goloupeT := goloupeSpawn(%d);", call, p.ID))
				if lit != nil {
					g.insert(lit.Body.Lbrace+1, -1, "goloupeBorn(goloupeT);")
					g.insert(s.End(), 0, "}")
				} else {
					g.insert(s.End(), 0, ";goloupeSpawned(goloupeT)}")
				}
			} else {
				g.insert(s.Pos(), 1, call+";")
			}
			return true
		}
		child = at
	}
	return false
}

// again inserts a gate before each continue of a loop.
func (g *gater) again(body *ast.BlockStmt, call string) {
	ast.Inspect(body, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.FuncLit, *ast.ForStmt, *ast.RangeStmt:
			return false
		case *ast.BranchStmt:
			if n.Tok == token.CONTINUE && n.Label == nil {
				if g.listed(n) {
					g.insert(n.Pos(), 1, call+";")
				}
			}
		}
		return true
	})
}

// born tells whether a statement starts a goroutine, and finds the function literal that it begins with.
func (g *gater) born(s ast.Stmt, n ast.Node, p point) (*ast.FuncLit, bool) {
	if p.Op != "go" {
		return nil, false
	}
	switch s := s.(type) {
	case *ast.GoStmt:
		lit, _ := unparen(s.Call.Fun).(*ast.FuncLit)
		return lit, true
	case *ast.ExprStmt:
		call, ok := s.X.(*ast.CallExpr)
		if !ok || ast.Node(call) != n || len(call.Args) != 1 {
			return nil, false
		}
		if f, ok := call.Fun.(*ast.SelectorExpr); ok && f.Sel.Name == "Go" {
			lit, _ := call.Args[0].(*ast.FuncLit)
			return lit, true
		}
	}
	return nil, false
}

// exits has the statements say so that end the program by calling a function.
func (g *gater) exits() {
	for _, n := range g.nodes {
		s, ok := n.(*ast.ExprStmt)
		if !ok || !g.listed(s) {
			continue
		}
		call, ok := s.X.(*ast.CallExpr)
		if !ok {
			continue
		}
		f, ok := call.Fun.(*ast.SelectorExpr)
		if !ok {
			continue
		}
		p, _ := f.X.(*ast.Ident)
		if p != nil && (p.Name == "os" && f.Sel.Name == "Exit" || p.Name == "log" && strings.HasPrefix(f.Sel.Name, "Fatal")) {
			g.insert(s.Pos(), 2, "goloupeEnd();")
		}
	}
}

// end has a function say when it is over.
func (g *gater) end(name string) bool {
	for _, d := range g.file.Decls {
		f, ok := d.(*ast.FuncDecl)
		if !ok || f.Recv != nil || f.Body == nil || f.Name.Name != name {
			continue
		}
		text := "defer goloupeEnd();"
		if name != "main" && len(f.Type.Params.List) == 1 && len(f.Type.Params.List[0].Names) == 1 {
			if t := f.Type.Params.List[0].Names[0].Name; t != "_" {
				text = t + ".Cleanup(goloupeEnd);"
			}
		}
		g.insert(f.Body.Lbrace+1, -2, text)
		return true
	}
	return false
}
