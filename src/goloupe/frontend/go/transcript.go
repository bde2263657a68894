package main

// What a body refers to, in the compiler's order.
//
// The compiler writes every function body to a stream and reads it back, once
// for each instance. When it reads a type, a function or a dictionary for the
// first time it adds whatever belongs to that to its list of functions. The
// order of its messages follows from this list, and so do the methods that
// are compiled without being called. A transcript is the stream reduced to
// these references (cmd/compile/internal/noder/writer.go); reading.go reads
// it.

import (
	"go/ast"
	"go/token"
	"go/types"
)

// A reference is one entry of a transcript.
type reference struct {
	kind  refKind
	typ   types.Type   // refType: the type; refMethod: the receiver's
	sig   types.Type   // refMethod: the method's signature, nil if it is generic
	obj   types.Object // refObject, refInstance: the object; refMethod: what holds the dictionary, if any
	targs []types.Type // refInstance, refMethod: type arguments, as the source has them
	name  string       // refMethodValue
}

type refKind uint8

const (
	refType        refKind = iota
	refObject              // a package-level variable or function
	refInstance            // an instantiated function
	refMethod              // a method that is called, or otherwise mentioned
	refMethodValue         // a bound method of a type that has a wrapper for it
)

// A scribe takes down the transcript of bodies that share one dictionary.
// It stands on the part of fb that looks at syntax only.
type scribe struct {
	fb
	refs []reference
	seen map[types.Type]bool
	dict *dictionary // nil: not generic
}

func newScribe(src *Package, dict *dictionary) *scribe {
	return &scribe{fb: fb{src: src, info: src.Info}, dict: dict}
}

// transcribe returns what the function with this signature and body refers to.
func (w *scribe) transcribe(sig *types.Signature, body *ast.BlockStmt, info *types.Info) []reference {
	w.refs, w.seen = nil, map[types.Type]bool{}
	w.info = info
	w.sig = sig
	w.function(sig, body)
	return w.refs
}

func (w *scribe) add(r reference) { w.refs = append(w.refs, r) }

// typ takes down a type. Reading it again changes nothing.
func (w *scribe) typ(t types.Type) {
	if t == nil {
		return
	}
	t = unalias(t)
	if w.seen[t] {
		return
	}
	w.seen[t] = true
	if b, ok := t.(*types.Basic); ok && b.Kind() != types.Invalid {
		return
	}
	w.add(reference{kind: refType, typ: t})
}

func (w *scribe) derived(t types.Type) bool { return w.dict != nil && mentions(t) }

func (w *scribe) anyDerived(list []types.Type) bool {
	for _, t := range list {
		if w.derived(t) {
			return true
		}
	}
	return false
}

// rtype takes down the use of a type's run-time description.
func (w *scribe) rtype(t types.Type) {
	if t == nil {
		return
	}
	t = unalias(types.Default(t))
	if w.derived(t) {
		w.dict.addType(t)
	}
	w.typ(t)
}

// conversion takes down what the conversion of src to dst needs at run time.
func (w *scribe) conversion(src, dst types.Type) {
	if src == nil || dst == nil {
		return
	}
	src, dst = unalias(types.Default(src)), unalias(types.Default(dst))
	w.rtype(src)
	w.rtype(dst)
	if w.derived(src) || w.derived(dst) {
		w.dict.addItab(src, dst)
	}
}

// local takes down a variable's declaration: a debugger finds its type in the dictionary.
func (w *scribe) local(t types.Type) {
	if t = unalias(t); w.derived(t) {
		w.dict.addType(t)
	}
}

func (w *scribe) locals(list *types.Tuple) {
	for i := 0; i < list.Len(); i++ {
		w.local(list.At(i).Type())
	}
}

// function takes down a function literal's or declared function's parameters and body.
func (w *scribe) function(sig *types.Signature, body *ast.BlockStmt) {
	if r := sig.Recv(); r != nil {
		w.local(r.Type())
	}
	w.locals(sig.Params())
	w.locals(sig.Results())
	if body == nil {
		return
	}
	saved := w.sig
	w.sig = sig
	w.stmts(body.List)
	w.sig = saved
}

// ---- statements

func (w *scribe) stmts(list []ast.Stmt) {
	last := lastLabel(list)
	dead := false
	for i, s := range list {
		if dead && i > last {
			if _, ok := s.(*ast.LabeledStmt); !ok {
				continue
			}
		}
		w.stmt(s)
		dead = w.terminates(s)
	}
}

func (w *scribe) stmt(s ast.Stmt) {
	switch s := s.(type) {
	case *ast.AssignStmt:
		w.assignStmt(s)
	case *ast.IncDecStmt:
		w.expr(s.X)
	case *ast.BlockStmt:
		w.stmts(s.List)
	case *ast.GoStmt:
		w.expr(s.Call)
	case *ast.DeferStmt:
		w.expr(s.Call)
	case *ast.DeclStmt:
		if g, ok := s.Decl.(*ast.GenDecl); ok && g.Tok == token.VAR {
			for _, spec := range g.Specs {
				spec := spec.(*ast.ValueSpec)
				names := make([]ast.Expr, len(spec.Names))
				for i, id := range spec.Names {
					names[i] = id
				}
				w.assignment(names, spec.Values)
			}
		}
	case *ast.ExprStmt:
		w.expr(s.X)
	case *ast.ForStmt:
		w.forStmt(s)
	case *ast.RangeStmt:
		w.rangeStmt(s)
	case *ast.IfStmt:
		w.ifStmt(s)
	case *ast.LabeledStmt:
		w.stmt(s.Stmt)
	case *ast.ReturnStmt:
		res := w.sig.Results()
		w.multiExpr(func(i int) types.Type {
			if i < res.Len() {
				return res.At(i).Type()
			}
			return nil
		}, s.Results)
	case *ast.SelectStmt:
		for _, c := range s.Body.List {
			c := c.(*ast.CommClause)
			if c.Comm != nil {
				w.stmt(c.Comm)
			}
			w.stmts(c.Body)
		}
	case *ast.SendStmt:
		w.expr(s.Chan)
		var elem types.Type
		if ct, ok := coreType(w.typeOf(s.Chan)).(*types.Chan); ok {
			elem = ct.Elem()
		}
		w.convert(elem, s.Value)
	case *ast.SwitchStmt:
		w.switchStmt(s)
	case *ast.TypeSwitchStmt:
		w.typeSwitch(s)
	}
}

func (w *scribe) assignStmt(s *ast.AssignStmt) {
	if s.Tok == token.ASSIGN || s.Tok == token.DEFINE {
		w.assignment(s.Lhs, s.Rhs)
		return
	}
	w.expr(s.Lhs[0])
	var t types.Type
	if s.Tok != token.SHL_ASSIGN && s.Tok != token.SHR_ASSIGN {
		t = w.typeOf(s.Lhs[0])
	}
	w.convert(t, s.Rhs[0])
}

func (w *scribe) assignment(left, right []ast.Expr) {
	for _, e := range left {
		w.target(e)
	}
	w.multiExpr(func(i int) types.Type { return w.dstType(left[i]) }, right)
}

// target takes down the left side of an assignment.
func (w *scribe) target(e ast.Expr) {
	if id, ok := unparen(e).(*ast.Ident); ok {
		if id.Name == "_" {
			return
		}
		if v, ok := w.info.Defs[id].(*types.Var); ok && v != nil {
			w.typ(v.Type())
			w.local(v.Type())
			return
		}
	}
	w.expr(e)
}

func (w *scribe) ifStmt(s *ast.IfStmt) {
	c, cond := w.staticBool(s.Cond)
	if s.Init != nil {
		w.stmt(s.Init)
	}
	w.expr(cond)
	if c >= 0 {
		w.stmts(s.Body.List)
	}
	if c <= 0 && s.Else != nil {
		w.stmt(s.Else)
	}
}

func (w *scribe) forStmt(s *ast.ForStmt) {
	if s.Init != nil {
		w.stmt(s.Init)
	}
	if s.Cond != nil {
		c, cond := w.staticBool(s.Cond)
		w.expr(cond)
		if c < 0 {
			return
		}
	}
	if s.Post != nil {
		w.stmt(s.Post)
	}
	w.stmts(s.Body.List)
}

func (w *scribe) rangeStmt(s *ast.RangeStmt) {
	x := w.typeOf(s.X)
	if f, ok := coreType(x).(*types.Signature); ok {
		w.rangeOverFunc(s, f)
		return
	}
	var left []ast.Expr
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e != nil {
			left = append(left, e)
			w.target(e)
		}
	}
	w.expr(s.X)
	if isMap(coreType(x)) {
		w.rtype(x)
	}
	key, value := rangeTypes(x)
	for i, src := range []types.Type{key, value} {
		if i < len(left) {
			if dst := w.dstType(left[i]); dst != nil {
				w.conversion(src, dst)
			}
		}
	}
	w.stmts(s.Body.List)
}

// rangeTypes returns the types of what ranging over a value of type t gives.
func rangeTypes(t types.Type) (key, value types.Type) {
	switch u := coreType(t).(type) {
	case *types.Basic:
		if u.Info()&types.IsString != 0 {
			return types.Typ[types.Int], universeRune
		}
		return t, nil
	case *types.Pointer:
		if a, ok := under(u.Elem()).(*types.Array); ok {
			return types.Typ[types.Int], a.Elem()
		}
	case *types.Array:
		return types.Typ[types.Int], u.Elem()
	case *types.Slice:
		return types.Typ[types.Int], u.Elem()
	case *types.Map:
		return u.Key(), u.Elem()
	case *types.Chan:
		return u.Elem(), nil
	}
	return nil, nil
}

// rangeOverFunc takes down the loop as it is rewritten: the body becomes a
// function literal in a variable, and the iterator is called with it.
func (w *scribe) rangeOverFunc(s *ast.RangeStmt, f *types.Signature) {
	if f.Params().Len() != 1 {
		return
	}
	yield, ok := coreType(f.Params().At(0).Type()).(*types.Signature)
	if !ok {
		return
	}
	w.typ(yield)
	w.local(yield)
	w.signature(yield)
	def := s.Tok == token.DEFINE
	var left []ast.Expr
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e != nil {
			left = append(left, e)
		}
	}
	for i := 0; i < yield.Params().Len(); i++ {
		w.local(yield.Params().At(i).Type())
	}
	if !def {
		for i, e := range left {
			if i < yield.Params().Len() {
				w.target(e)
				src := yield.Params().At(i).Type()
				if dst := w.dstType(e); dst != nil && !types.Identical(src, dst) {
					w.typ(dst)
					w.conversion(src, dst)
				}
			}
		}
	}
	w.stmts(s.Body.List)
	w.callee(s.X)
	if p := f.Params().At(0).Type(); !types.Identical(p, yield) {
		w.typ(p)
		w.conversion(yield, p)
	}
}

func (w *scribe) switchStmt(s *ast.SwitchStmt) {
	if s.Init != nil {
		w.stmt(s.Init)
	}
	plan := w.planSwitch(s)
	if plan.tag != nil {
		w.convert(plan.tagType, plan.tag)
	}
	for _, c := range plan.clauses {
		if !plan.always {
			for _, e := range c.List {
				w.convert(plan.caseType, e)
			}
		}
		w.stmts(c.Body)
	}
}

func (w *scribe) typeSwitch(s *ast.TypeSwitchStmt) {
	if s.Init != nil {
		w.stmt(s.Init)
	}
	ident, assert := typeSwitchGuard(s)
	if assert == nil {
		return
	}
	iface := w.typeOf(assert.X)
	w.expr(assert.X)
	for _, st := range s.Body.List {
		c := st.(*ast.CaseClause)
		for _, e := range c.List {
			if tv := w.info.Types[e]; !tv.IsNil() {
				w.typeOperand(iface, tv.Type)
			}
		}
		if v, ok := w.info.Implicits[c].(*types.Var); ok && ident != nil {
			w.typ(v.Type())
			w.local(v.Type())
		}
		w.stmts(c.Body)
	}
}
