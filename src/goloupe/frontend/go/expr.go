package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// typeOf returns e's type in the source, before type arguments are put in.
// In a comma-ok place it is the type of the value alone.
func (b *fb) typeOf(e ast.Expr) types.Type {
	tv, ok := b.info.Types[e]
	if !ok || tv.Type == nil {
		if id, ok := unparen(e).(*ast.Ident); ok {
			if obj := b.info.ObjectOf(id); obj != nil {
				return obj.Type()
			}
		}
		return types.Typ[types.Invalid]
	}
	if t, ok := tv.Type.(*types.Tuple); ok {
		if _, call := unparen(e).(*ast.CallExpr); !call && t.Len() == 2 {
			return t.At(0).Type()
		}
	}
	return tv.Type
}

// typeNode refers to a type as an operand: one that depends on type
// parameters is looked up in the dictionary at run time.
func (b *fb) typeNode(pos token.Pos, src types.Type) *Node {
	if b.dynamicType(src) {
		return node(ODYNAMICTYPE, pos, b.typ(src))
	}
	return node(OTYPE, pos, b.typ(src))
}

// concrete gives constants without a type the one the compiler would use.
func concrete(t types.Type, v constant.Value) types.Type {
	bt, ok := unalias(t).(*types.Basic)
	if !ok || bt.Info()&types.IsUntyped == 0 {
		return t
	}
	switch bt.Kind() {
	case types.UntypedInt, types.UntypedFloat, types.UntypedComplex:
		if v != nil {
			if s := constant.ToInt(v); s.Kind() == constant.Int && constant.Sign(s) < 0 {
				return types.Typ[types.Int]
			}
		}
		return types.Typ[types.Uint]
	case types.UntypedBool:
		return types.Typ[types.Bool]
	case types.UntypedString:
		return types.Typ[types.String]
	case types.UntypedRune:
		return types.Typ[types.Int32]
	}
	return t
}

func (b *fb) constNode(pos token.Pos, t types.Type, v constant.Value) *Node {
	n := node(OLITERAL, pos, b.typ(concrete(t, v)))
	n.Val = v
	return n
}

// expr builds an expression.
func (b *fb) expr(e ast.Expr) *Node {
	e = unparen(e)
	tv := b.info.Types[e]
	if tv.Value != nil {
		return b.constNode(gcPos(e), tv.Type, tv.Value)
	}
	if tv.IsNil() {
		return node(ONIL, gcPos(e), b.typ(tv.Type))
	}
	switch e := e.(type) {
	case *ast.Ident:
		return b.ident(e)
	case *ast.BasicLit:
		return node(OOPAQUE, e.Pos(), b.typ(b.typeOf(e)))
	case *ast.CompositeLit:
		return b.compLit(e)
	case *ast.FuncLit:
		return b.funcLit(e)
	case *ast.SelectorExpr:
		return b.selector(e)
	case *ast.IndexExpr:
		if n := b.instance(e.X, e); n != nil {
			return n
		}
		return b.index(e)
	case *ast.IndexListExpr:
		if n := b.instance(e.X, e); n != nil {
			return n
		}
	case *ast.SliceExpr:
		return b.slice(e)
	case *ast.TypeAssertExpr:
		x := b.expr(e.X)
		t := b.typ(b.info.Types[e.Type].Type)
		op := ODOTTYPE
		if b.dynamicType(b.info.Types[e.Type].Type) {
			op = ODYNAMICDOTTYPE
		}
		return node(op, gcPos(e), t, x)
	case *ast.StarExpr:
		x := b.expr(e.X)
		return node(ODEREF, e.Pos(), b.typ(b.typeOf(e)), x)
	case *ast.UnaryExpr:
		return b.unary(e)
	case *ast.BinaryExpr:
		return b.binary(e)
	case *ast.CallExpr:
		return b.call(e)
	}
	return node(OOPAQUE, e.Pos(), b.typ(b.typeOf(e)))
}

// dynamicType reports whether a type is only known through the dictionary.
func (b *fb) dynamicType(t types.Type) bool {
	return !b.pb.run && b.env != nil && b.typ(t) != t
}

func (b *fb) ident(e *ast.Ident) *Node {
	if inst, ok := b.info.Instances[e]; ok {
		if f, ok := b.info.Uses[e].(*types.Func); ok {
			return b.funcInstValue(e.Pos(), f, inst)
		}
	}
	return b.object(e, e.Pos())
}

func (b *fb) object(e *ast.Ident, pos token.Pos) *Node {
	switch obj := b.info.ObjectOf(e).(type) {
	case *types.Var:
		return b.variable(obj, pos)
	case *types.Func:
		n := b.pb.funcNameOf(obj)
		return &Node{Op: ONAME, Pos: pos, Typ: n.Typ, Name: n}
	case *types.Nil:
		return node(ONIL, pos, types.Typ[types.UntypedNil])
	}
	return node(OOPAQUE, pos, b.typ(b.typeOf(e)))
}

func (b *fb) variable(v *types.Var, pos token.Pos) *Node {
	if n := b.root.vars[v]; n != nil {
		return b.use(n, pos)
	}
	if v.Pkg() != nil && v.Parent() == v.Pkg().Scope() || b.src.Types != v.Pkg() {
		n := b.pb.global(v)
		return &Node{Op: ONAME, Pos: pos, Typ: n.Typ, Name: n}
	}
	// A local that was never declared (code that did not check): an unknown value.
	n := node(OOPAQUE, pos, b.typ(v.Type()))
	n.Str = v.Name()
	return n
}

// ---- selectors

func (b *fb) selector(e *ast.SelectorExpr) *Node {
	sel := b.info.Selections[e]
	if sel == nil {
		if inst, ok := b.info.Instances[e.Sel]; ok {
			if f, ok := b.info.Uses[e.Sel].(*types.Func); ok {
				return b.funcInstValue(gcPos(e), f, inst)
			}
		}
		return b.object(e.Sel, gcPos(e))
	}
	switch sel.Kind() {
	case types.FieldVal:
		x := b.expr(e.X)
		return b.fieldPath(x, sel.Index(), gcPos(e))
	case types.MethodVal:
		return b.methodValue(e, sel)
	default:
		return b.methodExprValue(e, sel)
	}
}

// fieldPath follows field indices from x, through embedded fields.
func (b *fb) fieldPath(x *Node, index []int, pos token.Pos) *Node {
	for _, i := range index {
		x = b.field(x, i, pos)
	}
	return x
}

func (b *fb) field(x *Node, i int, pos token.Pos) *Node {
	op := ODOT
	t := x.Typ
	if p, ok := under(t).(*types.Pointer); ok {
		op, t = ODOTPTR, p.Elem()
	}
	st, ok := under(t).(*types.Struct)
	if !ok || i >= st.NumFields() {
		return node(OOPAQUE, pos, types.Typ[types.Invalid], x)
	}
	f := st.Field(i)
	n := node(op, pos, f.Type(), x)
	n.Str = f.Name()
	return n
}

// ---- indexing and slicing

// implicitStar dereferences a pointer to an array.
func (b *fb) implicitStar(x *Node, pos token.Pos) *Node {
	if p, ok := under(x.Typ).(*types.Pointer); ok && isArray(p.Elem()) {
		return node(ODEREF, pos, p.Elem(), x).implicit()
	}
	return x
}

func (b *fb) index(e *ast.IndexExpr) *Node {
	x := b.expr(e.X)
	pos := gcPos(e)
	if m, ok := coreType(b.typeOf(e.X)).(*types.Map); ok {
		k := b.implicitConv(m.Key(), e.Index)
		return node(OINDEXMAP, pos, b.typ(b.typeOf(e)), x, k)
	}
	x = b.implicitStar(x, pos)
	i := b.indexLit(b.expr(e.Index))
	return node(OINDEX, pos, b.typ(b.typeOf(e)), x, i)
}

// indexLit gives an untyped or oddly typed constant index the type int.
func (b *fb) indexLit(n *Node) *Node {
	if n != nil && n.Op == OLITERAL {
		if bt, ok := unalias(n.Typ).(*types.Basic); ok && bt.Kind() == types.Uint && n.Val.Kind() == constant.Int {
			n.Typ = types.Typ[types.Int]
		}
	}
	return n
}

func (b *fb) slice(e *ast.SliceExpr) *Node {
	x := b.expr(e.X)
	pos := gcPos(e)
	opt := func(e ast.Expr) *Node {
		if e == nil {
			return nil
		}
		return b.indexLit(b.expr(e))
	}
	lo, hi, max := opt(e.Low), opt(e.High), opt(e.Max)
	if isArray(x.Typ) {
		markAddrTaken(x)
		x = node(OADDR, pos, types.NewPointer(x.Typ), x).implicit()
	}
	t := x.Typ
	op := OSLICE
	switch u := under(t).(type) {
	case *types.Basic:
		op = OSLICESTR
	case *types.Pointer:
		op = OSLICEARR
		if a, ok := under(u.Elem()).(*types.Array); ok {
			t = types.NewSlice(a.Elem())
		}
	}
	if e.Slice3 {
		if op == OSLICEARR {
			op = OSLICE3ARR
		} else {
			op = OSLICE3
		}
		return node(op, pos, t, x, lo, hi, max)
	}
	return node(op, pos, t, x, lo, hi)
}

// ---- operators

// markAddrTaken notes that the variable x denotes has its address taken.
func markAddrTaken(x *Node) {
	if o := outerValue(x); o != nil && o.Op == ONAME {
		o.Name.Flags |= OFAddrTaken
	}
}

func (b *fb) unary(e *ast.UnaryExpr) *Node {
	x := b.expr(e.X)
	t := b.typ(b.typeOf(e))
	switch e.Op {
	case token.AND:
		return b.addr(x, e.Pos(), t)
	case token.ARROW:
		return node(ORECV, e.Pos(), t, x)
	case token.ADD:
		return node(OPLUS, e.Pos(), t, x)
	case token.SUB:
		return node(ONEG, e.Pos(), t, x)
	case token.XOR:
		return node(OBITNOT, e.Pos(), t, x)
	case token.NOT:
		return node(ONOT, e.Pos(), t, x)
	}
	return node(OOPAQUE, e.Pos(), t, x)
}

// addr builds &x; of a composite literal that is an allocation.
func (b *fb) addr(x *Node, pos token.Pos, t types.Type) *Node {
	switch x.Op {
	case OARRAYLIT, OSLICELIT, OMAPLIT, OSTRUCTLIT:
		return node(OPTRLIT, pos, t, x)
	}
	markAddrTaken(x)
	return node(OADDR, pos, t, x)
}

func (b *fb) binary(e *ast.BinaryExpr) *Node {
	t := b.typ(concrete(b.typeOf(e), nil))
	op := binaryOps[e.Op]
	if e.Op == token.SHL || e.Op == token.SHR {
		x, y := b.expr(e.X), b.expr(e.Y)
		return node(op, e.OpPos, t, x, y)
	}
	common := b.commonType(e)
	if op == OADD && isString(b.typ(b.typeOf(e))) {
		return b.concat(e, common)
	}
	x := b.implicitConv(common, e.X)
	y := b.implicitConv(common, e.Y)
	return node(op, e.OpPos, t, x, y)
}

// commonType is the type that both operands convert to, nil if they stay as they are.
func (b *fb) commonType(e *ast.BinaryExpr) types.Type {
	xt, yt := b.typeOf(e.X), b.typeOf(e.Y)
	switch {
	case b.isNil(e.Y):
		return xt
	case b.isNil(e.X):
		return yt
	case types.AssignableTo(xt, yt):
		return yt
	case types.AssignableTo(yt, xt):
		return xt
	}
	return nil
}

// concat builds a string concatenation as one node. Long chains lean left,
// so the left spine is walked in a loop.
func (b *fb) concat(e *ast.BinaryExpr, common types.Type) *Node {
	x := b.implicitConv(common, e.X)
	y := b.implicitConv(common, e.Y)
	n := node(OADDSTR, e.OpPos, b.typ(b.typeOf(e)))
	if x.Op == OADDSTR {
		n.List = x.List
	} else {
		n.List = append(n.List, x)
	}
	if y.Op == OADDSTR {
		n.List = append(n.List, y.List...)
	} else {
		n.List = append(n.List, y)
	}
	return n
}

func (b *fb) isNil(e ast.Expr) bool { return b.info.Types[unparen(e)].IsNil() }

// ---- function literals

func (b *fb) funcLit(e *ast.FuncLit) *Node {
	sig, _ := b.typeOf(e).(*types.Signature)
	if sig == nil {
		return node(OOPAQUE, e.Pos(), b.typ(b.typeOf(e)))
	}
	c := b.closure(e.Pos(), "func")
	c.fn.Sig = sig
	c.params(sig)
	c.body(e.Body)
	if b.root.dict != nil {
		c.capture(b.root.dict, b.root.dict.Pos)
	}
	return b.finish(c, e.Pos(), b.typ(sig))
}

// gcPos is the position that the gc compiler gives to an expression: calls at
// their parenthesis, selectors at the dot, operators at themselves.
func gcPos(e ast.Expr) token.Pos {
	switch e := e.(type) {
	case *ast.CallExpr:
		return e.Lparen
	case *ast.IndexExpr:
		return e.Lbrack
	case *ast.IndexListExpr:
		return e.Lbrack
	case *ast.SliceExpr:
		return e.Lbrack
	case *ast.BinaryExpr:
		return e.OpPos
	case *ast.CompositeLit:
		return e.Lbrace
	case *ast.KeyValueExpr:
		return e.Colon
	case *ast.SelectorExpr:
		return dotPos(e.X, e.Sel.Pos())
	case *ast.TypeAssertExpr:
		return dotPos(e.X, e.Lparen)
	case *ast.ParenExpr:
		return gcPos(e.X)
	}
	return e.Pos()
}

// dotPos finds the dot between x and what follows it. The syntax tree does
// not keep it; it stands right after x unless a line was broken there.
func dotPos(x ast.Expr, next token.Pos) token.Pos {
	return x.End()
}
