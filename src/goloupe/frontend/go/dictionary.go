package main

import (
	"go/ast"
	"go/types"
	"sync"
)

// A dictionary is the layout of what an instance of a generic function or
// type gets to know about its type arguments at run time: entry points of
// their methods, dictionaries of other instances, type descriptions, and
// method tables of conversions, one word each and in this order. Entries
// stand in the order in which the body asks for them first. As in the
// compiler they are told apart by the type object and not by identity: a type
// that is written twice may have two words.
type dictionary struct {
	methods []dictMethod
	subs    []dictSub
	types   []types.Type
	itabs   [][2]types.Type
}

type dictMethod struct {
	param  int // index of the type parameter
	method string
	pkg    *types.Package // of an unexported method
}

type dictSub struct {
	obj   types.Object
	targs []types.Type
}

func (d *dictionary) words() int { return d.itab(len(d.itabs)) }

// Positions of the four parts.
func (d *dictionary) sub(i int) int   { return len(d.methods) + i }
func (d *dictionary) rtype(i int) int { return d.sub(len(d.subs)) + i }
func (d *dictionary) itab(i int) int  { return d.rtype(len(d.types)) + i }

func methodKey(tp *types.TypeParam, f *types.Func) dictMethod {
	m := dictMethod{param: tp.Index(), method: f.Name()}
	if !f.Exported() {
		m.pkg = f.Pkg()
	}
	return m
}

// methodWord returns the position of a method of a type parameter, -1 if
// there is none.
func (d *dictionary) methodWord(tp *types.TypeParam, f *types.Func) int {
	key := methodKey(tp, f)
	for i, m := range d.methods {
		if m == key {
			return i
		}
	}
	return -1
}

// subWord returns the position of the dictionary of an instance.
func (d *dictionary) subWord(obj types.Object, targs []types.Type) int {
	for i, s := range d.subs {
		if s.obj == obj && sameTypes(s.targs, targs) {
			return d.sub(i)
		}
	}
	return -1
}

func (d *dictionary) addMethod(tp *types.TypeParam, f *types.Func) {
	if d.methodWord(tp, f) < 0 {
		d.methods = append(d.methods, methodKey(tp, f))
	}
}

func (d *dictionary) addSub(obj types.Object, targs []types.Type) {
	if d.subWord(obj, targs) < 0 {
		d.subs = append(d.subs, dictSub{obj, targs})
	}
}

func (d *dictionary) addType(t types.Type) {
	for _, known := range d.types {
		if known == t {
			return
		}
	}
	d.types = append(d.types, t)
}

func (d *dictionary) addItab(t, iface types.Type) {
	for _, known := range d.itabs {
		if known[0] == t && known[1] == iface {
			return
		}
	}
	d.itabs = append(d.itabs, [2]types.Type{t, iface})
}

func sameTypes(a, b []types.Type) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if unalias(a[i]) != unalias(b[i]) {
			return false
		}
	}
	return true
}

// A genericDecl is what all instances of a generic function, or of a generic
// type with its methods, have in common.
type genericDecl struct {
	once sync.Once
	dict dictionary
	refs map[*types.Func][]reference // transcripts
}

// genericDecl returns the layout and transcripts of a generic function or of
// a type's methods, or nil if its source is not at hand.
func (s *Session) genericDecl(obj types.Object) *genericDecl {
	src := s.ByTypes(obj.Pkg())
	if src == nil {
		return nil
	}
	v, _ := s.generics.LoadOrStore(obj, &genericDecl{})
	g := v.(*genericDecl)
	g.once.Do(func() {
		g.refs = map[*types.Func][]reference{}
		w := newScribe(src, &g.dict)
		for _, f := range sharingDictionary(obj) {
			if decl := declsOf(src).funcs[f]; decl != nil {
				g.refs[f] = w.transcribeDecl(f, decl)
			}
		}
	})
	return g
}

// sharingDictionary lists the functions that use the dictionary of a function
// or type.
func sharingDictionary(obj types.Object) []*types.Func {
	switch obj := obj.(type) {
	case *types.Func:
		return []*types.Func{obj}
	case *types.TypeName:
		if named, ok := obj.Type().(*types.Named); ok {
			return plainMethods(named)
		}
	}
	return nil
}

// plainMethods lists the declared methods of a type that have no type
// parameters of their own.
func plainMethods(named *types.Named) []*types.Func {
	var list []*types.Func
	for i := 0; i < named.NumMethods(); i++ {
		if m := named.Method(i); m.Type().(*types.Signature).TypeParams().Len() == 0 {
			list = append(list, m)
		}
	}
	return list
}

// transcribeDecl takes down a declared function.
func (w *scribe) transcribeDecl(f *types.Func, decl *ast.FuncDecl) []reference {
	info, err := w.src.BodyInfo(decl)
	if err != nil || info == nil {
		info = w.src.Info
	}
	return w.transcribe(f.Type().(*types.Signature), decl.Body, info)
}

// dictionaryOf names the object whose dictionary an instance of f uses: the
// type's for a method, unless the method has type parameters itself.
func dictionaryOf(f *types.Func) types.Object {
	f = f.Origin()
	sig := f.Type().(*types.Signature)
	if named, _ := recvNamed(sig); named != nil && sig.TypeParams().Len() == 0 {
		return named.Origin().Obj()
	}
	return f
}
