package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
)

// implicitConv builds e converted to dst, a type of the source; nil keeps
// e's own type (writer.implicitConvExpr).
func (b *fb) implicitConv(dst types.Type, e ast.Expr) *Node {
	return b.convert(dst, e, true)
}

func (b *fb) convert(dst types.Type, e ast.Expr, implicit bool) *Node {
	src := b.typeOf(e)
	if b.isNil(e) {
		t := dst
		if t == nil {
			t = src
		}
		n := node(ONIL, gcPos(unparen(e)), b.typ(t))
		if implicit {
			return n
		}
		return b.convNode(gcPos(unparen(e)), b.typ(dst), n, false)
	}
	identical := dst == nil || types.Identical(src, dst)
	if implicit && (identical || isInvalid(dst)) {
		return b.expr(e)
	}
	pos := e.Pos() // of the parenthesis, if there is one
	if _, paren := e.(*ast.ParenExpr); !paren {
		pos = gcPos(e)
	}
	x := b.expr(e)
	if x.Op == OLITERAL && isTypeParam(dst) && constFits(x.Val, b.typ(dst)) {
		t := b.typ(dst)
		lit := node(OLITERAL, x.Pos, t)
		lit.Val = x.Val
		return node(OCONVNOP, pos, t, lit).implicit()
	}
	n := b.convNode(pos, b.typ(dst), x, implicit)
	if !identical && n.Op == OCONVNOP && isInterface(n.Typ) && !isEmptyInterface(n.Typ) && (b.pb.tf.HasShape(n.Typ) || b.pb.tf.HasShape(n.List[0].Typ)) {
		n.Op = OCONVIFACE
	}
	return n
}

func isInvalid(t types.Type) bool {
	bt, ok := t.(*types.Basic)
	return ok && bt.Kind() == types.Invalid
}

// constFits reports whether a constant can be represented in a basic type's
// kind, so that converting it yields a constant.
func constFits(v constant.Value, t types.Type) bool {
	bt, ok := under(t).(*types.Basic)
	if !ok {
		return false
	}
	switch {
	case bt.Info()&types.IsBoolean != 0:
		return v.Kind() == constant.Bool
	case bt.Info()&types.IsString != 0:
		return v.Kind() == constant.String
	case bt.Info()&types.IsNumeric != 0:
		return v.Kind() == constant.Int || v.Kind() == constant.Float || v.Kind() == constant.Complex
	}
	return false
}

// convNode builds the conversion of x to dst with the operation that the
// compiler's typechecker chooses (typecheck.convertOp).
func (b *fb) convNode(pos token.Pos, dst types.Type, x *Node, implicit bool) *Node {
	src := x.Typ
	if isUntyped(src) && x.Op != ONIL {
		src = types.Default(src)
	}
	if x.Op == OLITERAL {
		// convlit: constants take the destination's type where they can.
		if !isInterface(dst) && constFits(x.Val, dst) && !(isString(dst) != isString(src)) {
			x = &Node{Op: OLITERAL, Pos: x.Pos, Typ: dst, Val: x.Val}
			if implicit {
				return x
			}
			src = dst
			return x
		}
	}
	if x.Op == ONIL && !isInterface(src) && implicit {
		x.Typ = dst
		return x
	}
	if implicit && types.Identical(src, dst) {
		return x
	}
	n := node(b.convOp(src, dst, x.Op == ONIL), pos, dst, x)
	if implicit {
		n.Flags |= FImplicit
	}
	return n
}

func (b *fb) convOp(src, dst types.Type, isNil bool) Op {
	if isNil || types.Identical(src, dst) {
		return OCONVNOP
	}
	si, di := isInterface(src), isInterface(dst)
	if types.Identical(src.Underlying(), dst.Underlying()) {
		if isEmptyInterface(dst) {
			return OCONVNOP
		}
		if !si {
			return floatConv(src)
		}
		return OCONVIFACE
	}
	if di {
		if si && isEmptyInterface(src) && isEmptyInterface(dst) {
			return OCONVNOP
		}
		return OCONVIFACE
	}
	if si {
		return OCONVNOP
	}
	if _, ok := src.Underlying().(*types.Chan); ok {
		return OCONVNOP
	}
	if isPointer(src) && isPointer(dst) {
		return OCONVNOP
	}
	if isUnsafePtr(src) || isUnsafePtr(dst) {
		return OCONVNOP
	}
	const num = types.IsNumeric
	sb, _ := src.Underlying().(*types.Basic)
	db, _ := dst.Underlying().(*types.Basic)
	if sb != nil && db != nil {
		switch {
		case sb.Info()&num != 0 && db.Info()&num != 0:
			if sb.Info()&types.IsInteger != 0 && db.Info()&types.IsInteger != 0 && simKind(sb.Kind()) == simKind(db.Kind()) {
				return OCONVNOP
			}
			return OCONV
		case sb.Info()&types.IsInteger != 0 && db.Info()&types.IsString != 0:
			return ORUNESTR
		}
		return OCONV
	}
	if db != nil && db.Info()&types.IsString != 0 {
		if isBytes(src) {
			return OBYTES2STR
		}
		if isRunes(src) {
			return ORUNES2STR
		}
	}
	if sb != nil && sb.Info()&types.IsString != 0 {
		if isBytes(dst) {
			return OSTR2BYTES
		}
		if isRunes(dst) {
			return OSTR2RUNES
		}
	}
	if isSlice(src) {
		if isArray(dst) {
			return OSLICE2ARR
		}
		if isPointer(dst) {
			return OSLICE2ARRPTR
		}
	}
	return OCONVNOP // identical apart from tags
}

// floatConv: conversions between types of one floating-point kind round, so
// they stay real conversions.
func floatConv(t types.Type) Op {
	if isBasicInfo(t, types.IsFloat|types.IsComplex) {
		return OCONV
	}
	return OCONVNOP
}

// simKind maps integer kinds to the sized kind of the same representation
// (64-bit words; types.SimType).
func simKind(k types.BasicKind) types.BasicKind {
	switch k {
	case types.Int:
		return types.Int64
	case types.Uint, types.Uintptr:
		return types.Uint64
	}
	return k
}
