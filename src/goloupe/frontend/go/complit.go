package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

// compLit builds a composite literal; where the syntax leaves out &T, the
// literal's type is a pointer and the allocation is made explicit.
func (b *fb) compLit(e *ast.CompositeLit) *Node {
	src := b.typeOf(e)
	lit := src
	if p, ok := coreType(src).(*types.Pointer); ok {
		lit = p.Elem()
	}
	n := node(ONONE, e.Lbrace, b.typ(lit))
	switch t := coreType(lit).(type) {
	case *types.Struct:
		n.Op = OSTRUCTLIT
		b.structElems(n, t, e.Elts)
	case *types.Array:
		n.Op = OARRAYLIT
		b.arrayElems(n, t.Elem(), e.Elts)
	case *types.Slice:
		n.Op = OSLICELIT
		b.arrayElems(n, t.Elem(), e.Elts)
	case *types.Map:
		n.Op = OMAPLIT
		for _, el := range e.Elts {
			kv, ok := el.(*ast.KeyValueExpr)
			if !ok {
				continue
			}
			k := b.implicitConv(t.Key(), kv.Key)
			v := b.implicitConv(t.Elem(), kv.Value)
			n.List = append(n.List, node(OKEY, gcPos(kv.Key), nil, k, v))
		}
	default:
		n.Op = OOPAQUE
		return n
	}
	if !types.Identical(lit, src) {
		return node(OPTRLIT, e.Lbrace, b.typ(src), n)
	}
	return n
}

func (b *fb) arrayElems(n *Node, elem types.Type, elts []ast.Expr) {
	for _, el := range elts {
		if kv, ok := el.(*ast.KeyValueExpr); ok {
			k := b.indexLit(b.expr(kv.Key))
			n.List = append(n.List, node(OKEY, gcPos(kv.Key), nil, k, b.implicitConv(elem, kv.Value)))
			continue
		}
		n.List = append(n.List, b.implicitConv(elem, el))
	}
}

func (b *fb) structElems(n *Node, t *types.Struct, elts []ast.Expr) {
	add := func(pos token.Pos, f *types.Var, v ast.Expr) {
		k := node(OSTRUCTKEY, pos, nil, b.implicitConv(f.Type(), v))
		k.Str = f.Name()
		n.List = append(n.List, k)
	}
	for i, el := range elts {
		kv, ok := el.(*ast.KeyValueExpr)
		if !ok {
			if i < t.NumFields() {
				add(gcPos(el), t.Field(i), el)
			}
			continue
		}
		id, ok := kv.Key.(*ast.Ident)
		if !ok {
			continue
		}
		if f, ok := b.info.Uses[id].(*types.Var); ok {
			add(id.Pos(), f, kv.Value)
		}
	}
}
