package main

import (
	"go/constant"
	"go/token"
	"go/types"
)

// Node is one node of the tree that the noder builds: a statement or an
// expression in the compiler's IR form. Children stand in the order that the
// column schema gives for the kind; a missing optional child is nil.
type Node struct {
	Op    Op
	Flags uint16
	Pos   token.Pos
	Typ   types.Type
	List  []*Node
	Name  *Name          // NAME, DCL, CASE and CLOSUREVAR: the variable; METHEXPR and METHVALUE: the callee
	Fn    *Func          // CLOSURE: its function
	Str   string         // field, method or label name; text of DICT and OPAQUE
	Val   constant.Value // LITERAL
	Aux   int32          // kinds that carry a number: ASOP's operator, AS2's count of left sides, TYPESW
	idx   int32          // index in the columns, set when written
}

// Name is a variable or function that nodes refer to. A variable captured by
// a closure is the same Name inside and outside of it.
type Name struct {
	Name  string // without package
	Pkg   *types.Package
	Class uint8
	Flags uint16
	Pos   token.Pos
	Typ   types.Type
	Owner *Func // function that declares a local
	Fn    *Func // ClassFunc: the function, when this package holds it
	Key   string
	Defn  *Node // statement that declares it
	Var   *types.Var

	single   *Node   // its only value, once findSingleDefs has run
	funcRows []*Node // assignments of a func-typed local
	funcCand bool
	id       int32 // column index, 0 = not yet given (stored +1)
	inits    *Node // global: defining assignment
}

// Func is a function, method, closure or instance.
type Func struct {
	Name   string // as the compiler prints it, without package
	Pkg    *types.Package
	Key    string
	Sym    *Name
	Sig    *types.Signature
	Flags  int32
	Pos    token.Pos
	Parent *Func
	Params []*Name // receiver, (dictionary,) parameters
	Result []*Name
	Dcl    []*Name // parameters, results, then locals in order of creation
	Body   []*Node
	Vars   []*ClosureVar

	closureOf *Node
	left      bool // not built after all
	litGen    int
	rangeGen  int
	goGen     int
	id        int32
}

// ClosureVar records that a closure uses a variable of an enclosing function.
type ClosureVar struct {
	Name *Name
	Pos  token.Pos
}

func node(op Op, pos token.Pos, typ types.Type, list ...*Node) *Node {
	return &Node{Op: op, Pos: pos, Typ: typ, List: list}
}

func (n *Node) implicit() *Node { n.Flags |= FImplicit; return n }

func (n *Node) is(op Op) bool { return n != nil && n.Op == op }

func (n *Node) isBlank() bool {
	return n != nil && n.Op == ONAME && n.Name.Flags&OFBlank != 0
}

// visit calls f for n and everything below it in preorder. Bodies of closures
// are entered only if intoClosures is set. The walk keeps its own stack, so
// depth of nesting does not matter.
func visit(n *Node, intoClosures bool, f func(*Node) bool) bool {
	stack := []*Node{n}
	for len(stack) > 0 {
		n := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		if n == nil {
			continue
		}
		if f(n) {
			return true
		}
		if intoClosures && n.Op == OCLOSURE {
			for i := len(n.Fn.Body) - 1; i >= 0; i-- {
				stack = append(stack, n.Fn.Body[i])
			}
		}
		for i := len(n.List) - 1; i >= 0; i-- {
			stack = append(stack, n.List[i])
		}
	}
	return false
}

func any1(n *Node, f func(*Node) bool) bool { return visit(n, false, f) }

// outerValue strips what leaves the variable the same: fields, array
// elements, no-op conversions (ir.OuterValue).
func outerValue(n *Node) *Node {
	for n != nil {
		switch n.Op {
		case ODOT, OCONVNOP:
			n = n.List[0]
			continue
		case OINDEX:
			if isArray(n.List[0].Typ) {
				n = n.List[0]
				continue
			}
		case OINITEXPR:
			n = n.List[len(n.List)-1]
			continue
		}
		break
	}
	return n
}
