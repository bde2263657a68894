package main

import (
	"fmt"
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// Package-level variables are initialised by a synthetic function init. What
// the linker can lay out in the data segment leaves it before escape analysis
// runs; the rest stays as assignments (cmd/compile/internal/staticinit).

// mapInitSize is the number of nodes from which a global map literal gets an
// init function of its own.
const mapInitSize = 20

type staticInit struct {
	pb      *pkgBuilder
	b       *fb
	out     []*Node
	mutated bool // an initialiser seen so far may have changed other variables
	fips    bool // address constants are not allowed: the FIPS module
	plans   map[*Node]bool
	temps   int
	pos     token.Pos                       // for what is assigned at run time
	offsets map[types.Type]map[string]int64 // of struct fields
}

// buildInit builds the function init of the package, unless nothing remains.
func (pb *pkgBuilder) buildInit(order []*types.Initializer) {
	if len(order) == 0 {
		return
	}
	sig := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	name := &Name{Name: "init", Pkg: pb.p.Types, Class: ClassFunc, Key: pb.key(pb.p.Types, "init"), Typ: sig}
	fn := pb.newFunc(name, sig, token.NoPos)
	fn.Flags |= FnPkgInit | FnHasBody
	b := &fb{pb: pb, src: pb.p, info: pb.p.Info, fn: fn, root: newRoot(), sig: sig}
	b.root.perIter = pb.minor >= 22 && pb.p.LangAtLeast(token.NoPos, 22)
	var body []*Node
	b.out = &body
	if !pb.run {
		pb.order = append(pb.order, fn)
	}
	for _, in := range order {
		if !pb.run {
			pb.readInit(in)
		}
		body = append(body, pb.initStmt(b, in)...)
	}
	pb.order = append(pb.order, pb.outlined...)
	fips := pb.minor >= 24 && isFIPS(pb.p.Types.Path())
	si := &staticInit{pb: pb, b: b, fips: fips, plans: map[*Node]bool{}, offsets: map[types.Type]map[string]int64{}}
	for _, n := range body {
		if pb.run {
			si.out = append(si.out, n)
		} else {
			si.add(n)
		}
	}
	if len(si.out) == 0 {
		si.out = []*Node{node(OBLOCK, token.NoPos, nil)}
	}
	fn.Body = si.out
	pb.finishFunc(fn, b.root)
	if pb.run {
		pb.order = append([]*Func{fn}, pb.order...)
	}
}

func isFIPS(path string) bool {
	return path == "crypto/internal/fips140" || strings.HasPrefix(path, "crypto/internal/fips140/")
}

func (pb *pkgBuilder) initStmt(b *fb, in *types.Initializer) []*Node {
	pos := in.Lhs[0].Pos()
	return b.collect(func() {
		var ls []lhs
		for _, v := range in.Lhs {
			g := pb.global(v)
			ls = append(ls, lhs{n: &Node{Op: ONAME, Pos: pos, Typ: v.Type(), Name: g}})
		}
		if as := pb.initTuple(b, in, ls); as != nil {
			b.emit(as)
			return
		}
		rs, m := b.multiExpr(pos, func(i int) types.Type {
			if in.Lhs[i].Name() == "_" {
				return nil
			}
			return in.Lhs[i].Type()
		}, []ast.Expr{in.Rhs})
		if m != nil {
			m.emit(b)
		}
		var as *Node
		if len(ls) == 1 {
			as = node(OAS, pos, nil, ls[0].n, rs[0])
		} else {
			as = node(OAS2, pos, nil)
			as.Aux = int32(len(ls))
			for _, l := range ls {
				as.List = append(as.List, l.n)
			}
			as.List = append(as.List, rs...)
		}
		for _, l := range ls {
			l.n.Name.Defn = as
			l.n.Name.inits = as
		}
		if w := pb.outlineMap(b, as); w != nil {
			b.emit(w)
			return
		}
		b.emit(as)
	})
}

// initTuple builds the assignment of a multi-valued expression whose values
// need no conversion: here the compiler assigns them directly.
func (pb *pkgBuilder) initTuple(b *fb, in *types.Initializer, ls []lhs) *Node {
	if pb.run || len(ls) < 2 {
		return nil
	}
	tuple := b.tupleOf(in.Rhs, nil)
	if tuple == nil {
		return nil
	}
	for i, v := range in.Lhs {
		t := tuple.At(i).Type()
		if isUntyped(t) {
			t = types.Default(t)
		}
		if v.Name() != "_" && !types.Identical(v.Type(), t) {
			return nil
		}
	}
	as := b.tupleAssign(ls[0].n.Pos, b.expr(in.Rhs), tuple)
	as.Flags = 0
	for i, l := range ls {
		as.List[i] = l.n
		l.n.Name.Defn = as
		l.n.Name.inits = as
	}
	return as
}

// outlineMap moves the initialisation of a large global map literal into a
// function map.init.N and returns the call of it.
func (pb *pkgBuilder) outlineMap(b *fb, as *Node) *Node {
	if pb.run || as.Op != OAS || as.List[0].isBlank() || !isMap(as.List[0].Typ) {
		return nil
	}
	size := 0
	effects := false
	visit(as.List[1], false, func(n *Node) bool {
		size++
		effects = effects || sideEffect(n)
		return false
	})
	if size < mapInitSize || effects {
		return nil
	}
	sig := types.NewSignatureType(nil, nil, nil, nil, nil, false)
	nm := "map.init." + itoa(pb.mapInits)
	pb.mapInits++
	name := &Name{Name: nm, Pkg: pb.p.Types, Class: ClassFunc, Key: pb.key(pb.p.Types, nm), Typ: sig}
	fn := pb.newFunc(name, sig, as.Pos)
	fn.Flags |= FnHasBody
	fn.Body = []*Node{as}
	visit(as, false, func(n *Node) bool {
		if n.Op == OCLOSURE {
			n.Fn.Parent = fn
		}
		return false
	})
	pb.outlined = append(pb.outlined, fn)
	return node(OCALLFUNC, as.Pos, nil, &Node{Op: ONAME, Pos: as.Pos, Typ: sig, Name: name})
}

// sideEffect reports whether evaluating the node itself can be observed.
func sideEffect(n *Node) bool {
	switch n.Op {
	case OAPPEND, OCALLFUNC, OCALLINTER, OCLEAR, OCLOSE, OCOPY, ODELETE, ORECV, OPANIC, OPRINT, OPRINTLN, ORECOVER,
		OAS, OAS2, OAS2FUNC, OAS2MAPR, OAS2DOTTYPE, OAS2RECV, OASOP, OSEND, ODOTTYPE, ODYNAMICDOTTYPE,
		ODEREF, ODOTPTR, OINDEX, OINDEXMAP, OSLICE, OSLICESTR, OSLICE3, OSLICEARR, OSLICE3ARR, ODIV, OMOD,
		OMAKESLICE, OMAKECHAN, OMAKEMAP, OSLICE2ARR, OSLICE2ARRPTR, OUNSAFEADD, OUNSAFESLICE, OUNSAFESTRING, OLSH, ORSH:
		return true
	}
	return false
}

func (s *staticInit) add(n *Node) {
	if !s.try(n) {
		s.out = append(s.out, n)
	}
}

func (s *staticInit) try(n *Node) bool {
	var left []*Node
	var right *Node
	switch n.Op {
	case OAS:
		left, right = n.List[:1], n.List[1]
	case OAS2, ODCL, OCALLFUNC:
		return false
	case OAS2DOTTYPE, OAS2FUNC, OAS2MAPR, OAS2RECV:
		left, right = n.List[:n.Aux], n.List[n.Aux]
	default:
		return false
	}
	if !s.mutated {
		s.mutated = s.mayModify(right)
	}
	blank := true
	for _, l := range left {
		blank = blank && l.isBlank()
	}
	if blank && !visit(right, false, sideEffect) {
		return true
	}
	if len(left) > 1 || left[0].Op != ONAME {
		return false
	}
	s.moveTo(n)
	return s.assign(place{name: left[0].Name}, right, left[0].Typ)
}

// mayModify reports whether evaluating n could change a variable of this
// package.
func (s *staticInit) mayModify(n *Node) bool {
	safe := func(l *Node) bool {
		o := outerValue(l)
		for o != nil && o.Op == ODEREF {
			o = o.List[0]
		}
		return o.is(ONAME) && !(o.Name.Class == ClassExtern && o.Name.Pkg == s.pb.p.Types)
	}
	return visit(n, false, func(n *Node) bool {
		switch n.Op {
		case OCALLFUNC, OCALLINTER, OAPPEND, OCLEAR, OCOPY:
			return true
		case OASOP, OAS:
			return !safe(n.List[0])
		case OAS2, OAS2DOTTYPE, OAS2FUNC, OAS2MAPR, OAS2RECV:
			for i := 0; i < int(n.Aux); i++ {
				if !safe(n.List[i]) {
					return true
				}
			}
		}
		return false
	})
}

// A place is where a static value goes: a variable and an offset in it.
type place struct {
	name *Name
	off  int64
}

func (p place) at(off int64) place { return place{p.name, p.off + off} }

// copyOf handles l = r for a global or function r.
func (s *staticInit) copyOf(l place, r *Name, typ types.Type) bool {
	if r.Class == ClassFunc {
		return true
	}
	if r.Class != ClassExtern || r.Pkg != s.pb.p.Types || r.inits == nil || r.inits.Op != OAS {
		return false
	}
	if isString(r.Typ) || s.mutated {
		return false
	}
	v := r.inits.List[1]
	for v.Op == OCONVNOP && !types.Identical(v.Typ, typ) {
		v = v.List[0]
	}
	switch v.Op {
	case OMETHEXPR:
		return true
	case ONAME:
		if !s.copyOf(l, v.Name, typ) {
			s.emit(l, typ, v)
		}
		return true
	case ONIL, OLITERAL:
		return true
	case OADDR:
		return v.List[0].is(ONAME) && v.List[0].Name.Class == ClassExtern
	case OPTRLIT, OSLICELIT:
		return s.plans[v]
	case OARRAYLIT, OSTRUCTLIT:
		if !s.plans[v] {
			return false
		}
		s.eachValue(v, 0, func(off int64, e *Node) {
			switch e.Op {
			case OLITERAL, ONIL, OMETHEXPR:
				return
			case ONAME:
				if s.copyOf(l.at(off), e.Name, e.Typ) {
					return
				}
			}
			s.emit(l.at(off), e.Typ, s.part(place{r, off}, e.Typ))
		})
		return true
	}
	return false
}

// emit keeps "l = v" for run time.
func (s *staticInit) emit(l place, typ types.Type, v *Node) {
	dst := s.b.blankNode(s.pos)
	if l.name.Flags&OFBlank == 0 {
		dst = s.part(l, typ)
	}
	s.out = append(s.out, node(OAS, s.pos, nil, dst, v))
}

// part refers to a part of a global variable, by its symbol and offset.
func (s *staticInit) part(l place, typ types.Type) *Node {
	text := fmt.Sprintf("(%s)(%s@%d)", s.pb.tf.String(typ), s.pb.key(l.name.Pkg, l.name.Name), l.off)
	return &Node{Op: ONAME, Pos: s.pos, Typ: typ, Name: &Name{Name: text, Class: ClassExtern, Typ: typ}}
}

// store initialises a place with v, at link time if possible.
func (s *staticInit) store(l place, v *Node) {
	if !s.assign(l, v, v.Typ) {
		s.emit(l, v.Typ, v)
	}
}

// moveTo sets the position for what follows, unless x has none of its own (ir.SetPos).
func (s *staticInit) moveTo(x *Node) {
	if x.Op != ONAME && x.Pos.IsValid() {
		s.pos = x.Pos
	}
}

// temp makes a static temporary; like a global it is not on the stack.
func (s *staticInit) temp(t types.Type) place {
	s.temps++
	return place{name: &Name{Name: ".stmp_" + itoa(s.temps-1), Class: ClassExtern, Typ: t, Pkg: s.pb.p.Types}}
}

func (s *staticInit) assign(l place, r *Node, typ types.Type) bool {
	if r == nil {
		return true
	}
	for r.Op == OCONVNOP {
		r = r.List[0]
	}
	switch r.Op {
	case ONAME:
		return !s.fips && s.copyOf(l, r.Name, typ)
	case OMETHEXPR:
		return !s.fips
	case ONIL:
		return true
	case OLITERAL:
		return isZero(r) || !(s.fips && isString(r.Typ))
	case OADDR:
		if s.fips {
			return false
		}
		x := r.List[0]
		for x.Op == ODOT || x.Op == OINDEX && isArray(x.List[0].Typ) && x.List[1].Op == OLITERAL {
			x = x.List[0]
		}
		return x.Op == ONAME && x.Name.Class == ClassExtern
	case OPTRLIT:
		if s.fips {
			return false
		}
		s.plans[r] = true
		s.store(s.temp(r.List[0].Typ), r.List[0])
		return true
	case OSTR2BYTES:
		return !s.fips && l.name.Class == ClassExtern && r.List[0].Op == OLITERAL
	case OSLICELIT, OARRAYLIT, OSTRUCTLIT:
		if r.Op == OSLICELIT {
			if s.fips {
				return false
			}
			l = s.temp(r.Typ)
		}
		s.plans[r] = true
		s.eachValue(r, 0, func(off int64, e *Node) {
			if e.Op == OLITERAL && !s.fips || e.Op == ONIL {
				return
			}
			s.moveTo(e)
			s.store(l.at(off), e)
		})
		return true
	case OCLOSURE:
		return !s.fips && len(r.Fn.Vars) == 0
	case OCONVIFACE:
		return !s.fips && s.box(l, r)
	}
	return false
}

// box handles the conversion of a value to an interface.
func (s *staticInit) box(l place, r *Node) bool {
	v := r
	for v.Op == OCONVIFACE {
		v = v.List[0]
	}
	if isInterface(v.Typ) {
		return v.Op == ONIL
	}
	if s.pb.tf.HasShape(v.Typ) {
		return false
	}
	if !s.pb.tf.DirectIface(v.Typ) {
		s.store(s.temp(v.Typ), v)
		return true
	}
	if v.Op != ONIL {
		s.moveTo(v)
		s.store(l.at(s.pb.tf.Size(types.Typ[types.Uintptr])), v) // after the type word
	}
	return true
}

// eachValue calls f for the values of a literal that are not zero, entering
// struct and array literals within it. Offsets count from off.
func (s *staticInit) eachValue(lit *Node, off int64, f func(int64, *Node)) {
	var k, size int64
	var fields map[string]int64
	if lit.Op == OSTRUCTLIT {
		fields = s.fieldOffsets(lit.Typ)
	} else if e := elemType(lit.Typ); e != nil {
		size = s.pb.tf.Size(e)
	}
	for _, el := range lit.List {
		v, at := el, off
		switch el.Op {
		case OKEY:
			v = el.List[1]
			if el.List[0].Op == OLITERAL {
				k, _ = constant.Int64Val(toInt(el.List[0].Val))
			}
		case OSTRUCTKEY:
			if el.Str == "_" {
				continue
			}
			v = el.List[0]
			at += fields[el.Str]
		}
		if lit.Op != OSTRUCTLIT {
			at += k * size
			k++
		}
		switch {
		case isZero(v):
		case v.Op == OSTRUCTLIT || v.Op == OARRAYLIT:
			s.plans[v] = true
			s.eachValue(v, at, f)
		default:
			f(at, v)
		}
	}
}

// fieldOffsets returns where the fields of a struct type are.
func (s *staticInit) fieldOffsets(t types.Type) map[string]int64 {
	if m := s.offsets[t]; m != nil {
		return m
	}
	m := map[string]int64{}
	s.offsets[t] = m
	st, ok := under(t).(*types.Struct)
	if !ok {
		return m
	}
	fields := make([]*types.Var, st.NumFields())
	for i := range fields {
		fields[i] = st.Field(i)
	}
	for i, off := range s.pb.tf.Offsets(fields) {
		m[fields[i].Name()] = off
	}
	return m
}

func elemType(t types.Type) types.Type {
	switch u := under(t).(type) {
	case *types.Array:
		return u.Elem()
	case *types.Slice:
		return u.Elem()
	}
	return nil
}

func isZero(n *Node) bool {
	switch n.Op {
	case ONIL:
		return true
	case OLITERAL:
		switch n.Val.Kind() {
		case constant.Bool:
			return !constant.BoolVal(n.Val)
		case constant.String:
			return constant.StringVal(n.Val) == ""
		case constant.Complex:
			return constant.Sign(constant.Real(n.Val)) == 0 && constant.Sign(constant.Imag(n.Val)) == 0
		}
		return constant.Sign(n.Val) == 0
	case OARRAYLIT, OSTRUCTLIT:
		for _, el := range n.List {
			v := el
			switch el.Op {
			case OKEY:
				v = el.List[1]
			case OSTRUCTKEY:
				v = el.List[0]
			}
			if !isZero(v) {
				return false
			}
		}
		return true
	}
	return false
}
