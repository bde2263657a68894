package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// Range-over-func loops become calls of the iterator with a closure made from
// the loop's body. Control flow that leaves the body is turned into a code in
// #next that is tested after the call; #stateN checks that the iterator keeps
// the protocol (cmd/compile/internal/rangefunc, whose package comment has the
// whole theory).

// rangeFuncs is the state for one source function.
type rangeFuncs struct {
	src     *fb
	stack   []*rfLoop
	states  int
	yields  int
	next    *Name
	defers  *Name
	decls   []*Node
	dclAt   int
	targets map[*ast.BranchStmt]ast.Stmt
	inside  map[string]*ast.RangeStmt // label -> range-over-func loop it is declared in
	codes   map[rfBranch]int
}

type rfBranch struct {
	tok   token.Token
	label string
}

type rfLoop struct {
	stmt          *ast.RangeStmt
	depth         int
	b             *fb // function that contains the loop
	state         *Name
	checkRet      bool
	checkBreak    bool
	checkContinue bool
	branches      []rfBranch
}

// States of a loop (internal/abi.RF_*).
const (
	rfDone         = 0
	rfReady        = 1
	rfPanic        = 2
	rfExhausted    = 3
	rfMissingPanic = 4
	perLoopStep    = 2
)

func (r *rangeFuncs) inLoop() bool { return r != nil && len(r.stack) > 0 }

func (b *fb) boolConst(v bool, pos token.Pos) *Node {
	n := node(OLITERAL, pos, types.Typ[types.Bool])
	n.Val = constant.MakeBool(v)
	return n
}

func (b *fb) intConst(v int, pos token.Pos) *Node {
	n := node(OLITERAL, pos, types.Typ[types.Int])
	n.Val = constant.MakeInt64(int64(v))
	return n
}

// runtimeFunc refers to a function of package runtime that the compiler calls.
func (b *fb) runtimeFunc(name string, pos token.Pos, sig *types.Signature) *Node {
	n := &Name{Name: "runtime." + name, Class: ClassFunc, Key: "runtime." + name, Typ: sig}
	return &Node{Op: ONAME, Pos: pos, Typ: sig, Name: n}
}

func (b *fb) setState(loop *rfLoop, v int, pos token.Pos) *Node {
	return node(OAS, pos, nil, b.use(loop.state, pos), b.intConst(v, pos))
}

func (b *fb) callPanic(arg *Node, pos token.Pos) *Node {
	sig := types.NewSignatureType(nil, nil, nil, types.NewTuple(types.NewVar(token.NoPos, nil, "state", types.Typ[types.Int])), nil, false)
	return node(OCALLFUNC, pos, nil, b.runtimeFunc("panicrangestate", pos, sig), arg)
}

func (b *fb) ifNode(op Op, x, y *Node, pos token.Pos, then ...*Node) *Node {
	cond := node(op, pos, types.Typ[types.Bool], x, y)
	return node(OIF, pos, nil, cond, b.block(then, pos), b.block(nil, pos))
}

// rangeFunc builds one range-over-func loop.
func (b *fb) rangeFunc(s *ast.RangeStmt, label string) {
	if b.rf == nil {
		b.rf = &rangeFuncs{src: b}
	}
	r := b.rf
	start, end := s.For, s.Body.Rbrace
	loop := &rfLoop{stmt: s, depth: len(r.stack) + 1, b: b}
	if len(r.stack) == 0 {
		r.dclAt = len(b.fn.Dcl)
	}
	r.stack = append(r.stack, loop)
	r.states++
	fsig, _ := under(b.typ(coreType(b.typeOf(s.X)))).(*types.Signature)
	var yield *types.Signature
	if fsig != nil && fsig.Params().Len() == 1 {
		yield, _ = under(fsig.Params().At(0).Type()).(*types.Signature)
	}
	if yield == nil {
		r.stack = r.stack[:len(r.stack)-1]
		b.stmts(s.Body.List)
		return
	}
	var list []*Node
	old := b.out
	b.out = &list
	loop.state = b.local(nil, fmt.Sprintf("#state%d", r.states), start, types.Typ[types.Int])
	b.emitInit(b.dcl(loop.state))
	init := node(OAS, start, nil, b.use(loop.state, start), b.intConst(rfReady, start))
	init.Flags |= FDef
	loop.state.Defn = init
	b.emit(init)
	var yv *Name
	if b.pb.minor >= 24 {
		yv = b.local(nil, "#yield", token.NoPos, yield)
		b.emitInit(b.dcl(yv))
	}
	clo := b.rangeBody(s, loop, yield, start, end)
	r.yields++ // the loops within have been counted
	arg := clo
	if yv != nil {
		yv.Name += itoa(r.yields)
		as := node(OAS, start, nil, b.use(yv, start), clo)
		as.Flags |= FDef
		yv.Defn = as
		b.emit(as)
		arg = b.use(yv, start)
	}
	var fun *Node
	var args []*Node
	if id, inst, ok := b.instanceOf(s.X); ok {
		var dict *Node
		fun, dict = b.funcInst(gcPos(s.X), b.info.Uses[id].(*types.Func), inst)
		if dict != nil {
			args = append(args, dict)
		}
	} else if sel, selection := b.methodSelection(s.X); selection != nil {
		recv := b.recvExpr(sel, selection)
		var dict *Node
		fun, dict = b.methodCallee(sel, selection, recv)
		if fun.Op != ODOTINTER {
			args = append(args, recv)
		}
		if dict != nil {
			args = append(args, dict)
		}
	} else {
		fun = b.expr(s.X)
	}
	call := b.hoist(b.finishCall(start, fun, args, []*Node{arg}, nil, fsig, false, nil))
	b.emit(call)
	pan := b.ifNode(OEQ, b.use(loop.state, end), b.intConst(rfPanic, end), end, b.callPanic(b.intConst(rfMissingPanic, start), start))
	b.emit(pan)
	b.emit(b.setState(loop, rfExhausted, end))
	b.rangeChecks(loop, end)
	b.out = old
	if len(r.stack) == 1 {
		for _, d := range r.decls {
			if d.Op == ODCL {
				b.emitInit(d)
			} else {
				b.emit(d)
			}
		}
		r.next, r.defers, r.decls = nil, nil, nil
	}
	for _, n := range list {
		b.emit(n)
	}
	r.stack = r.stack[:len(r.stack)-1]
}

// rangeBody builds the closure for the loop's body.
func (b *fb) rangeBody(s *ast.RangeStmt, loop *rfLoop, yield *types.Signature, start, end token.Pos) *Node {
	c := b.closure(start, "range")
	c.rf = b.rf
	def := s.Tok == token.DEFINE
	left := []ast.Expr{}
	for _, e := range []ast.Expr{s.Key, s.Value} {
		if e != nil {
			left = append(left, e)
		}
	}
	var list []*Node
	c.out = &list
	c.fn.Sig = yield
	c.sig = yield
	for i := 0; i < yield.Params().Len(); i++ {
		t := yield.Params().At(i).Type()
		p := &Name{Pkg: b.src.Types, Class: ClassParam, Pos: start, Typ: t, Owner: c.fn}
		c.fn.Params = append(c.fn.Params, p)
		c.fn.Dcl = append(c.fn.Dcl, p)
		if i < len(left) && def {
			id := left[i].(*ast.Ident)
			p.Name, p.Pos = id.Name, id.Pos()
			if id.Name == "_" {
				p.Flags |= OFBlank
			}
			if v, ok := b.info.Defs[id].(*types.Var); ok && v != nil {
				p.Var = v
				p.Typ = b.typ(v.Type())
				b.root.vars[v] = p
			}
			continue
		}
		p.Name = fmt.Sprintf("#p%d", 1+i)
	}
	res := &Name{Name: "#r", Pkg: b.src.Types, Class: ClassParamOut, Pos: start, Typ: types.Typ[types.Bool], Owner: c.fn}
	c.fn.Result = append(c.fn.Result, res)
	c.fn.Dcl = append(c.fn.Dcl, res)
	if !def {
		for i, e := range left {
			if i >= len(c.fn.Params) {
				break
			}
			p := c.fn.Params[i]
			l := c.assignee(e)
			val := c.use(p, e.Pos())
			if d := c.dstType(e); d != nil && !types.Identical(c.typ(d), p.Typ) {
				val = c.convNode(e.Pos(), c.typ(d), val, true)
			}
			c.emit(node(OAS, e.Pos(), nil, l.n, val))
		}
	}
	tmp := c.local(nil, "#tmpState", token.NoPos, types.Typ[types.Int])
	// The compiler gives this statement no position, and so the captured
	// variable has none either: this is where it is used first.
	as := node(OAS, token.NoPos, nil, c.use(tmp, token.NoPos), c.use(loop.state, token.NoPos))
	as.Flags |= FDef
	tmp.Defn = as
	c.emitInit(c.dcl(tmp))
	c.emit(as)
	c.emit(c.setState(loop, rfPanic, start))
	c.emit(c.ifNode(ONE, c.use(tmp, start), c.intConst(rfReady, start), start, c.callPanic(c.use(tmp, start), start)))
	c.stmts(s.Body.List)
	c.emit(c.setState(loop, rfReady, end))
	c.emit(node(ORETURN, end, nil, c.boolConst(true, end)))
	c.fn.Body = list
	if b.root.dict != nil {
		c.capture(b.root.dict, b.root.dict.Pos)
	}
	return b.finish(c, start, yield)
}

// outerVar declares a variable of the function that holds the outermost loop.
func (r *rangeFuncs) outerVar(name string, t types.Type, init *Node) *Name {
	src := r.src
	n := &Name{Name: name, Pkg: src.src.Types, Class: ClassAuto, Typ: t, Owner: src.fn}
	src.fn.Dcl = append(src.fn.Dcl, nil)
	copy(src.fn.Dcl[r.dclAt+1:], src.fn.Dcl[r.dclAt:])
	src.fn.Dcl[r.dclAt] = n
	r.dclAt++
	pos := r.stack[0].stmt.For
	as := node(OAS, pos, nil, &Node{Op: ONAME, Pos: pos, Typ: t, Name: n}, init)
	if init != nil {
		as.Flags |= FDef
		n.Defn = as
	}
	r.decls = append(r.decls, src.dcl(n), as)
	return n
}

// nextVar is a reference to #next from b.
func (b *fb) nextVar(pos token.Pos) *Node {
	r := b.rf
	if r.next == nil {
		r.next = r.outerVar("#next", types.Typ[types.Int], nil)
	}
	return b.use(r.next, pos)
}

func (r *rangeFuncs) useDefers(b *fb, pos token.Pos) {
	if r.defers == nil {
		sig := types.NewSignatureType(nil, nil, nil, nil, types.NewTuple(types.NewVar(token.NoPos, nil, "", universeAny)), false)
		call := node(OCALLFUNC, r.stack[0].stmt.For, universeAny, b.runtimeFunc("deferrangefunc", token.NoPos, sig))
		r.defers = r.outerVar("#defers", universeAny, call)
	}
	b.use(r.defers, pos)
}

// rangeFuncStmt replaces statements that leave a range-over-func body.
func (b *fb) rangeFuncStmt(s ast.Stmt) bool {
	if !b.rf.inLoop() || b.rf.stack[len(b.rf.stack)-1].b == b {
		return false
	}
	switch s := s.(type) {
	case *ast.ReturnStmt:
		b.rangeReturn(s)
		return true
	case *ast.BranchStmt:
		return b.rangeBranch(s)
	}
	return false
}

func (b *fb) innermost() *rfLoop { return b.rf.stack[len(b.rf.stack)-1] }

func (b *fb) rangeReturn(s *ast.ReturnStmt) {
	r := b.rf
	pos := s.Pos()
	outer := r.src.fn
	if len(s.Results) > 0 {
		for i, res := range outer.Result {
			if res.Flags&OFUnnamed != 0 || res.Var != nil && res.Var.Name() == "_" {
				res.Name = fmt.Sprintf("#rv%d", i+1)
				res.Flags &^= OFUnnamed
			}
		}
		sig := r.src.sig.Results()
		vals, m := b.multiExpr(pos, func(i int) types.Type { return sig.At(i).Type() }, s.Results)
		var ls []lhs
		for _, res := range outer.Result {
			ls = append(ls, lhs{n: b.use(res, pos)})
		}
		b.assignNodes(pos, ls, vals, m)
	}
	for _, l := range r.stack {
		l.checkRet = true
	}
	b.emit(node(OAS, pos, nil, b.nextVar(pos), b.intConst(-1, pos)))
	b.emit(b.setState(b.innermost(), rfDone, pos))
	b.emit(node(ORETURN, pos, nil, b.boolConst(false, pos)))
}

func (b *fb) rangeBranch(s *ast.BranchStmt) bool {
	if s.Tok == token.FALLTHROUGH {
		return false
	}
	r := b.rf
	r.resolve()
	pos := s.Pos()
	targ := r.targets[s]
	i := len(r.stack) - 1
	if s.Label == nil && ast.Stmt(r.stack[i].stmt) != targ {
		return false
	}
	for i >= 0 && ast.Stmt(r.stack[i].stmt) != targ {
		i--
	}
	exit := i + 1
	next := 0
	if s.Tok == token.GOTO || i < 0 {
		label := s.Label.Name
		home := r.inside[label]
		if r.stack[len(r.stack)-1].stmt == home {
			return false
		}
		next = r.codes[rfBranch{s.Tok, label}]
		i := len(r.stack) - 1
		for i >= 0 && r.stack[i].stmt != home {
			i--
		}
		exit = i + 1
		r.stack[exit].branches = append(r.stack[exit].branches, rfBranch{s.Tok, label})
		for j := exit + 1; j < len(r.stack); j++ {
			r.stack[j].checkRet = true
		}
	} else {
		if exit == len(r.stack) {
			state := rfDone
			if s.Tok == token.CONTINUE {
				state = rfReady
			}
			b.emit(b.setState(b.innermost(), state, pos))
			b.emit(node(ORETURN, pos, nil, b.boolConst(s.Tok == token.CONTINUE, pos)))
			return true
		}
		if s.Tok == token.CONTINUE {
			r.stack[exit].checkContinue = true
		} else {
			exit = i
			r.stack[exit].checkBreak = true
		}
		for j := exit + 1; j < len(r.stack); j++ {
			r.stack[j].checkBreak = true
		}
		next = perLoopStep * (i + 1)
		if s.Tok == token.CONTINUE {
			next--
		}
	}
	b.emit(node(OAS, pos, nil, b.nextVar(pos), b.intConst(next, pos)))
	b.emit(b.setState(b.innermost(), rfDone, pos))
	b.emit(node(ORETURN, pos, nil, b.boolConst(false, pos)))
	return true
}

// ifNext emits: if #next op c { [#next = 0;] then... }
func (b *fb) ifNext(op Op, c int, zero bool, pos token.Pos, then ...*Node) {
	var list []*Node
	if zero {
		list = append(list, node(OAS, pos, nil, b.nextVar(pos), b.intConst(0, pos)))
	}
	list = append(list, then...)
	b.emit(b.ifNode(op, b.nextVar(pos), b.intConst(c, pos), pos, list...))
}

// rangeChecks emits what follows the iterator's call.
func (b *fb) rangeChecks(loop *rfLoop, pos token.Pos) {
	r := b.rf
	did := map[rfBranch]bool{}
	for _, br := range loop.branches {
		if did[br] {
			continue
		}
		did[br] = true
		op := map[token.Token]Op{token.BREAK: OBREAK, token.CONTINUE: OCONTINUE, token.GOTO: OGOTO}[br.tok]
		n := node(op, pos, nil)
		n.Str = br.label
		b.ifNext(OEQ, r.codes[br], true, pos, n)
	}
	ret := func(v bool) *Node { return node(ORETURN, pos, nil, b.boolConst(v, pos)) }
	if len(r.stack) == 1 {
		if loop.checkRet {
			b.ifNext(OEQ, -1, false, pos, node(ORETURN, pos, nil))
		}
		return
	}
	parent := r.stack[len(r.stack)-2]
	if loop.checkRet {
		b.ifNext(OLT, 0, false, pos, b.setState(parent, rfDone, pos), ret(false))
	}
	step := perLoopStep * (loop.depth - 1)
	b.ifNext(OGT, step, false, pos, b.callPanic(b.intConst(rfDone, pos), pos))
	if loop.checkContinue {
		b.ifNext(OEQ, step-1, true, pos, b.setState(parent, rfReady, pos), ret(true))
	}
	if loop.checkBreak {
		b.ifNext(OEQ, step, true, pos, b.setState(parent, rfDone, pos), ret(false))
	}
	if loop.checkContinue || loop.checkBreak {
		b.ifNext(OGT, 0, false, pos, b.setState(parent, rfDone, pos), ret(false))
	}
}

// resolve finds the targets of branches and the homes of labels in the
// source function.
func (r *rangeFuncs) resolve() {
	if r.targets != nil {
		return
	}
	r.targets = map[*ast.BranchStmt]ast.Stmt{}
	r.inside = map[string]*ast.RangeStmt{}
	r.codes = map[rfBranch]int{}
	if r.src.source == nil {
		return
	}
	labeled := map[string]ast.Stmt{}
	var labels []string
	ast.Inspect(r.src.source, func(n ast.Node) bool {
		if l, ok := n.(*ast.LabeledStmt); ok {
			if _, dup := labeled[l.Label.Name]; !dup {
				labeled[l.Label.Name] = l.Stmt
			}
			labels = append(labels, l.Label.Name)
		}
		return true
	})
	var stack []ast.Node
	ast.Inspect(r.src.source, func(n ast.Node) bool {
		if n == nil {
			stack = stack[:len(stack)-1]
			return true
		}
		stack = append(stack, n)
		switch n := n.(type) {
		case *ast.LabeledStmt:
			if _, ok := r.inside[n.Label.Name]; !ok {
				r.inside[n.Label.Name] = r.home(stack)
			}
		case *ast.BranchStmt:
			if n.Label != nil {
				r.targets[n] = labeled[n.Label.Name]
				break
			}
			for i := len(stack) - 2; i >= 0; i-- {
				switch t := stack[i].(type) {
				case *ast.ForStmt, *ast.RangeStmt:
					r.targets[n] = t.(ast.Stmt)
				case *ast.SwitchStmt, *ast.TypeSwitchStmt, *ast.SelectStmt:
					if n.Tok == token.BREAK {
						r.targets[n] = t.(ast.Stmt)
					}
				case *ast.FuncLit:
					i = 0
				}
				if r.targets[n] != nil {
					break
				}
			}
		}
		return true
	})
	used := -1
	for _, l := range labels {
		used -= 3
		r.codes[rfBranch{token.BREAK, l}] = used
		r.codes[rfBranch{token.CONTINUE, l}] = used + 1
		r.codes[rfBranch{token.GOTO, l}] = used + 2
	}
}

// home returns the innermost range-over-func loop around the top of stack.
func (r *rangeFuncs) home(stack []ast.Node) *ast.RangeStmt {
	for i := len(stack) - 2; i >= 0; i-- {
		if s, ok := stack[i].(*ast.RangeStmt); ok {
			if _, ok := coreType(r.src.typeOf(s.X)).(*types.Signature); ok {
				return s
			}
		}
	}
	return nil
}
