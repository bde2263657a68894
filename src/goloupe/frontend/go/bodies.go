package main

// Function bodies on demand.
//
// go/types can leave all function bodies out or check them all, but offers no
// way to check one of them later. It does offer types.CheckExpr, which checks
// an expression as if it stood at a position of a package that was checked
// before, and a function literal is an expression that has a body. So for
//
//	func (r *R) f(x X) (n int, err error) { body }
//
// the literal
//
//	func(r ·0, x ·1) (n ·2, err ·3) { body }
//
// is checked at the opening brace of f. For this to come out as if the body
// had been checked with the rest of the package, three things are needed:
//
//   - Type parameters are in scope. The scope of f was made when the
//     declaration was checked; setBodiesAside sees to it that it extends over
//     the body, so that CheckExpr finds it.
//   - Parameters and results, the receiver among them, belong to the literal,
//     because a body shares a scope with them ("x, y := g()" declares only
//     y). Their types, written again, could mean something else inside the
//     function ("func f(url url.URL)"). So they are written as names that no
//     Go program can contain, declared for this purpose as aliases.
//   - Afterwards the literal's variables give way to those of f's signature
//     wherever the body uses them.
//
// Known differences from a check of the whole package: the language version
// is not enforced (the code was accepted by its author's compiler), and
// CheckExpr assumes 64-bit sizes (see needsAllBodies).

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
)

// setBodiesAside replaces the body of every function declaration by an empty
// one, and takes the insides out of the initialisers of variables. It returns
// the function that puts all of it back.
func setBodiesAside(files []*ast.File) (restore func()) {
	type aside struct {
		decl *ast.FuncDecl
		body *ast.BlockStmt
	}
	var all []aside
	var restores []func()
	for _, f := range files {
		restores = append(restores, setInitialisersAside(f))
		for _, d := range f.Decls {
			decl, ok := d.(*ast.FuncDecl)
			if !ok || decl.Body == nil {
				continue
			}
			all = append(all, aside{decl, decl.Body})
			decl.Body = standIn(decl.Body)
		}
	}
	return func() {
		for _, a := range all {
			a.decl.Body = a.body
		}
		for _, restore := range restores {
			restore()
		}
	}
}

// standIn returns a body of the same extent that holds a select without cases,
// the smallest statement after which no return is missing.
func standIn(body *ast.BlockStmt) *ast.BlockStmt {
	return &ast.BlockStmt{
		Lbrace: body.Lbrace,
		List:   []ast.Stmt{&ast.SelectStmt{Select: body.Lbrace, Body: &ast.BlockStmt{}}},
		Rbrace: body.Rbrace,
	}
}

// A checkedBody is the outcome of checking one body on demand.
type checkedBody struct {
	info *types.Info
	err  error
}

// BodyInfo returns the type information for the body of decl, a function of
// p, checking it first if need be. That is p.Info for a package that was
// checked whole; otherwise it is an Info of the body's own, and what lies
// outside of the braces is still found in p.Info.
//
// It may be called from several goroutines at once. A returned Info never
// changes any more.
func (p *Package) BodyInfo(decl *ast.FuncDecl) (*types.Info, error) {
	if p.FullBodies || decl.Body == nil {
		return p.Info, nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	c, checked := p.bodies[decl]
	if !checked {
		if c.err = p.fillBlank(decl); c.err == nil {
			c.info, c.err = p.checkBody(decl)
		}
		p.bodies[decl] = c
	}
	return c.info, c.err
}

func (p *Package) checkBody(decl *ast.FuncDecl) (info *types.Info, err error) {
	defer recovered(&err, "type-checking "+decl.Name.Name)

	scope := p.Info.Scopes[decl.Type]
	f, ok := p.Info.Defs[decl.Name].(*types.Func)
	if scope == nil || !ok {
		return nil, fmt.Errorf("%s: the declaration was not checked", decl.Name.Name)
	}
	l := literal{
		body:    decl.Body,
		aliases: types.NewScope(scope, decl.Body.Lbrace, decl.Body.End(), "aliases"),
	}
	sig := f.Type().(*types.Signature)
	l.add(&l.params, sig.Recv())
	for i := 0; i < sig.Params().Len(); i++ {
		l.add(&l.params, sig.Params().At(i))
	}
	for i := 0; i < sig.Results().Len(); i++ {
		l.add(&l.results, sig.Results().At(i))
	}
	return l.check(p)
}

// A literal is a function literal that stands for a declared function while
// its body is checked.
type literal struct {
	body            *ast.BlockStmt
	aliases         *types.Scope // where the names of types are declared
	params, results ast.FieldList
	vars            []*types.Var // of the signature, parallel with names
	names           []*ast.Ident // of the literal
}

// add declares v as a parameter or result of the literal.
func (l *literal) add(list *ast.FieldList, v *types.Var) {
	if v == nil || list == &l.params && (v.Name() == "" || v.Name() == "_") {
		return // no receiver, or nothing that the body could use
	}
	alias := "·" + strconv.Itoa(l.aliases.Len())
	// Without a package: the checker has nothing left to resolve about it.
	l.aliases.Insert(types.NewTypeName(token.NoPos, nil, alias, v.Type()))
	field := &ast.Field{Type: &ast.Ident{NamePos: l.body.Lbrace, Name: alias}}
	if v.Name() != "" {
		name := &ast.Ident{NamePos: v.Pos(), Name: v.Name()}
		field.Names = []*ast.Ident{name}
		l.names = append(l.names, name)
		l.vars = append(l.vars, v)
	}
	list.List = append(list.List, field)
}

// check runs the type checker and returns what it found out about the body,
// without traces of the literal.
func (l *literal) check(p *Package) (*types.Info, error) {
	f := &ast.FuncLit{
		Type: &ast.FuncType{Func: l.body.Lbrace, Params: &l.params, Results: &l.results},
		Body: l.body,
	}
	info := newInfo(int(l.body.Rbrace - l.body.Lbrace))
	err := types.CheckExpr(p.Fset, p.Types, l.body.Lbrace, f, info)
	delete(info.Types, f)
	delete(info.Types, f.Type)
	delete(info.Scopes, f.Type)
	for _, list := range []*ast.FieldList{&l.params, &l.results} {
		for _, field := range list.List {
			delete(info.Types, field.Type)
			delete(info.Uses, field.Type.(*ast.Ident))
		}
	}
	original := make(map[types.Object]types.Object, len(l.names))
	for i, name := range l.names {
		original[info.Defs[name]] = l.vars[i]
		delete(info.Defs, name)
	}
	for id, obj := range info.Uses {
		if v := original[obj]; v != nil {
			info.Uses[id] = v
		}
	}
	return info, err
}
