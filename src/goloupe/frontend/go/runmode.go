package main

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"strings"
)

// Run mode: the same trees, for executing them. Three things differ from what
// escape analysis reads. Instances have their own type arguments instead of
// shapes, and no dictionary. Nothing is moved out of a package's
// initialisation. And types come with what reflection and interface calls
// need: method sets, tags, and names that are unique over all packages.

// argMethod refers to method f of a receiver whose type was a type parameter
// in the source, now that the type argument is known.
func (b *fb) argMethod(pos token.Pos, f *types.Func, recv *Node) (fun, dict *Node) {
	if isInterface(recv.Typ) {
		n := node(ODOTINTER, pos, b.typ(f.Type()), recv)
		n.Str = f.Name()
		return n, nil
	}
	target, x := b.resolveMethod(pos, f, recv)
	if target == nil {
		return node(OOPAQUE, pos, b.typ(f.Type())), nil
	}
	*recv = *x
	if isInterface(recv.Typ) {
		n := node(ODOTINTER, pos, target.Type(), recv)
		n.Str = f.Name()
		return n, nil
	}
	return b.concreteMethod(pos, target, recv.Typ, nil)
}

// resolveMethod looks f's name up in the receiver's actual type and makes
// embedded fields, dereference and address explicit.
func (b *fb) resolveMethod(pos token.Pos, f *types.Func, recv *Node) (*types.Func, *Node) {
	obj, index, _ := types.LookupFieldOrMethod(recv.Typ, true, f.Pkg(), f.Name())
	target, ok := obj.(*types.Func)
	if !ok {
		return nil, recv
	}
	c := *recv
	x := b.fieldPath(&c, index[:len(index)-1], pos)
	want := target.Type().(*types.Signature).Recv().Type()
	_, wantPtr := unalias(want).(*types.Pointer)
	switch {
	case isInterface(want):
	case wantPtr && !isPointer(x.Typ):
		markAddrTaken(x)
		x = node(OADDR, pos, types.NewPointer(x.Typ), x).implicit()
	case !wantPtr && isPointer(x.Typ) && !isPointer(want):
		x = node(ODEREF, pos, deref(x.Typ), x).implicit()
	}
	return target, x
}

func (b *fb) argMethodValue(pos token.Pos, f *types.Func, recv *Node, t types.Type) *Node {
	n := node(OMETHVALUE, pos, t, recv)
	n.Str = f.Name()
	if isInterface(recv.Typ) {
		return n
	}
	target, x := b.resolveMethod(pos, f, recv)
	if target == nil {
		return n
	}
	n.List[0] = x
	if isInterface(x.Typ) {
		return n
	}
	if named, _ := unalias(deref(x.Typ)).(*types.Named); named != nil && named.TypeArgs().Len() > 0 {
		n.Name = b.pb.shaped(target, typeList(named.TypeArgs()))
	} else {
		n.Name = b.pb.funcNameOf(target)
	}
	return n
}

// layoutConst computes Sizeof, Alignof and Offsetof of types that are only
// known in the instance.
func (b *fb) layoutConst(name string, e *ast.CallExpr, pos token.Pos, t types.Type) *Node {
	arg := unparen(e.Args[0])
	var v int64
	switch name {
	case "Sizeof":
		v = b.pb.tf.Size(b.typ(b.typeOf(arg)))
	case "Alignof":
		v = b.pb.tf.Align(b.typ(b.typeOf(arg)))
	default:
		if se, ok := arg.(*ast.SelectorExpr); ok {
			if sel := b.info.Selections[se]; sel != nil {
				v = b.offsetOf(deref(b.typ(b.typeOf(se.X))), sel.Index())
			}
		}
	}
	n := node(OLITERAL, pos, t)
	n.Val = constant.MakeInt64(v)
	return n
}

func (b *fb) offsetOf(t types.Type, index []int) (off int64) {
	for _, i := range index {
		st, ok := under(t).(*types.Struct)
		if !ok {
			return off
		}
		fields := make([]*types.Var, i+1)
		for k := range fields {
			fields[k] = st.Field(k)
		}
		off += b.pb.tf.Offsets(fields)[i]
		t = st.Field(i).Type()
	}
	return off
}

// ---- method sets

// method is one row of the method tables.
type method struct {
	name, pkg string
	typ       types.Type
	key       string // of the function; "" for an interface's method
	flags     int32
	path      []int32 // embedded fields from the receiver to the function's own
}

const (
	methodPtrRecv  = 1 // the function takes a pointer
	methodOfIface  = 2 // at the end of the path is an interface to ask
	methodExported = 4
)

// buildMethods finds the method sets of all types that the package's trees
// mention, and builds the instances that they lead to.
func (pb *pkgBuilder) buildMethods(w *columnWriter) {
	pb.methods = map[types.Type][]method{}
	done := map[types.Type]bool{}
	for {
		var fresh []types.Type
		for t := range pb.seen {
			if !done[t] {
				done[t] = true
				fresh = append(fresh, t)
			}
		}
		if len(fresh) == 0 {
			return
		}
		for _, t := range fresh {
			if !hasTypeParam(t) {
				pb.methodsOf(t)
			}
		}
		pb.drain()
	}
}

// methodsOf records the method set of t.
func (pb *pkgBuilder) methodsOf(t types.Type) []method {
	if m, ok := pb.methods[t]; ok {
		return m
	}
	pb.methods[t] = nil
	base := unalias(deref(t))
	if isPointer(t) && isPointer(base) {
		return nil
	}
	if it, ok := under(t).(*types.Interface); ok {
		var out []method
		for i := 0; i < it.NumMethods(); i++ {
			f := it.Method(i)
			out = append(out, pb.methodRow(f))
		}
		pb.methods[t] = out
		return out
	}
	_, named := base.(*types.Named)
	_, structure := under(base).(*types.Struct)
	if !named && !structure || isInterface(base) {
		return nil
	}
	set := types.NewMethodSet(t)
	var out []method
	for i := 0; i < set.Len(); i++ {
		sel := set.At(i)
		f := sel.Obj().(*types.Func)
		if f.Type().(*types.Signature).TypeParams().Len() > 0 {
			continue // a generic method can only be called by its name
		}
		m := pb.methodRow(f)
		index := sel.Index()
		for _, k := range index[:len(index)-1] {
			m.path = append(m.path, int32(k))
		}
		recv := f.Type().(*types.Signature).Recv().Type()
		if isInterface(recv) {
			m.flags |= methodOfIface
		} else {
			if _, ptr := unalias(recv).(*types.Pointer); ptr {
				m.flags |= methodPtrRecv
			}
			if n, _ := unalias(deref(recv)).(*types.Named); n != nil && n.TypeArgs().Len() > 0 {
				m.key = pb.shaped(f, typeList(n.TypeArgs())).Key
			} else {
				m.key = pb.key(f.Pkg(), pb.funcName(f, nil))
			}
		}
		out = append(out, m)
	}
	pb.methods[t] = out
	return out
}

func (pb *pkgBuilder) methodRow(f *types.Func) method {
	sig := f.Type().(*types.Signature)
	plain := types.NewSignatureType(nil, nil, nil, sig.Params(), sig.Results(), sig.Variadic())
	pb.see(plain)
	m := method{name: f.Name(), typ: plain}
	if f.Exported() {
		m.flags |= methodExported
	} else if f.Pkg() != nil {
		m.pkg = symbolPath(f.Pkg())
	}
	return m
}

// runTables are the columns that only run mode has.
type runTables struct {
	link, rstr, name, pkg, start, count                   []int32
	mName, mPkg, mType, mKey, mFlags, mPath, mNPath, path []int32
	fTag, fPkg                                            []int32
}

// describeForRun adds what running needs to know of type i, which has just
// been described.
func (w *columnWriter) describeForRun(i int) {
	r, t := &w.run, w.types[i]
	if p := w.pb.pointers[t]; p != nil && !hasTypeParam(t) {
		w.typ(p)
	}
	str := w.tf.reflectString(t)
	name, pkg := int32(-1), int32(-1)
	switch u := unalias(t).(type) {
	case *types.Named:
		short := str
		if obj := u.Obj(); obj.Pkg() != nil {
			short = strings.TrimPrefix(str, obj.Pkg().Name()+".")
			pkg = w.str(symbolPath(obj.Pkg()))
		}
		name = w.str(short)
	case *types.Basic:
		name = w.str(str)
	}
	r.link = append(r.link, w.str(w.tf.Link(t)))
	r.rstr = append(r.rstr, w.str(str))
	r.name, r.pkg = append(r.name, name), append(r.pkg, pkg)
	r.start = append(r.start, int32(len(r.mName)))
	methods, known := w.pb.methods[t]
	if !known && !hasTypeParam(t) {
		// One that was made late: another pointer to the same type may have been seen before, but types go by identity there.
		methods = w.pb.methodsOf(t)
	}
	r.count = append(r.count, int32(len(methods)))
	for _, m := range methods {
		r.mName = append(r.mName, w.str(m.name))
		r.mPkg = append(r.mPkg, w.str(m.pkg))
		r.mType = append(r.mType, w.typ(m.typ))
		r.mKey = append(r.mKey, w.str(m.key))
		r.mFlags = append(r.mFlags, m.flags)
		r.mPath = append(r.mPath, int32(len(r.path)))
		r.mNPath = append(r.mNPath, int32(len(m.path)))
		r.path = append(r.path, m.path...)
	}
	st, ok := under(t).(*types.Struct)
	for k := 0; k < int(w.tNField[i]); k++ {
		tag, owner := "", ""
		if ok {
			tag = st.Tag(k)
			if f := st.Field(k); !f.Exported() && f.Pkg() != nil {
				owner = symbolPath(f.Pkg())
			}
		}
		r.fTag, r.fPkg = append(r.fTag, w.str(tag)), append(r.fPkg, w.str(owner))
	}
}

func (w *columnWriter) runSections(s *sections) {
	r := &w.run
	for _, c := range []struct {
		name string
		data []int32
	}{
		{"t_link", r.link}, {"t_rstr", r.rstr}, {"t_name", r.name}, {"t_pkg", r.pkg}, {"t_meths", r.start}, {"t_nmeths", r.count},
		{"f_tag", r.fTag}, {"f_pkg", r.fPkg},
		{"m_name", r.mName}, {"m_pkg", r.mPkg}, {"m_type", r.mType}, {"m_key", r.mKey}, {"m_flags", r.mFlags},
		{"m_path", r.mPath}, {"m_npath", r.mNPath}, {"m_pathv", r.path},
	} {
		s.add(c.name, len(c.data), 4, i32s(c.data))
	}
}

// reflectString is the type as reflect.Type.String prints it.
func (tf *typeFacts) reflectString(t types.Type) string {
	var b strings.Builder
	tf.write(&b, t, modeReflect)
	return b.String()
}
