package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

// goDefer builds a go or defer statement in normal form: a call without
// arguments or results. Operands are evaluated into temporaries that a
// wrapper closure captures (typecheck.normalizeGoDeferCall).
func (b *fb) goDefer(op Op, pos token.Pos, e *ast.CallExpr) {
	var call *Node
	if tv := b.info.Types[e.Fun]; tv.IsType() {
		call = b.convert(tv.Type, e.Args[0], false)
	} else {
		call = b.call(e)
	}
	call = b.hoist(call)
	n := node(op, pos, nil, b.normalCall(op, pos, call))
	if b.rf.inLoop() && op == ODEFER {
		b.rf.useDefers(b, pos)
		n.Flags |= FDeferAt
	}
	b.emit(n)
}

func (b *fb) normalCall(op Op, pos token.Pos, call *Node) *Node {
	if call.Op == OCALLFUNC && len(call.List) == 1 && !hasResults(call) {
		return call
	}
	kind := "gowrap"
	if op == ODEFER {
		kind = "deferwrap"
	}
	c := b.closure(pos, kind)
	c.fn.Flags |= FnWrapper
	c.fn.Sig = types.NewSignatureType(nil, nil, nil, nil, nil, false)
	as := node(OAS2, pos, nil)
	var rhs []*Node
	var dcls []*Node
	take := func(slot **Node) {
		arg := *slot
		at := pos
		if arg.Op != ONAME && arg.Pos.IsValid() {
			at = arg.Pos // the expression stands only here (ir.HasUniquePos)
		}
		tmp := b.temp(at, arg.Typ)
		tmp.Defn = as
		dcls = append(dcls, b.dcl(tmp))
		as.List = append(as.List, b.use(tmp, at))
		rhs = append(rhs, arg)
		*slot = c.use(tmp, at)
	}
	var visit func(slot **Node)
	visit = func(slot **Node) {
		arg := *slot
		if arg == nil {
			return
		}
		switch arg.Op {
		case OLITERAL, ONIL, OMETHEXPR, ONEW:
			return
		case ONAME:
			if arg.Name.Class == ClassFunc {
				return
			}
		case OCONVNOP:
			if isUintptr(arg.Typ) && isUnsafePtr(arg.List[0].Typ) {
				visit(&arg.List[0])
				return
			}
		case OARRAYLIT, OSLICELIT, OSTRUCTLIT:
			for i, el := range arg.List {
				switch el.Op {
				case OKEY:
					visit(&el.List[1])
				case OSTRUCTKEY:
					visit(&el.List[0])
				default:
					visit(&arg.List[i])
				}
			}
			return
		}
		take(slot)
	}
	switch call.Op {
	case OCALLINTER:
		take(&call.List[0].List[0])
		for i := range call.List[1:] {
			visit(&call.List[1+i])
		}
	default:
		for i := range call.List {
			visit(&call.List[i])
		}
	}
	if len(rhs) > 0 {
		as.Aux = int32(len(rhs))
		as.List = append(as.List, rhs...)
		for _, d := range dcls {
			b.emitInit(d)
		}
		b.emitInit(as)
	}
	c.fn.Body = []*Node{call}
	return node(OCALLFUNC, call.Pos, nil, b.finish(c, pos, c.fn.Sig))
}

func hasResults(call *Node) bool {
	switch t := call.Typ.(type) {
	case nil:
		return false
	case *types.Tuple:
		return t.Len() > 0
	}
	return true
}
