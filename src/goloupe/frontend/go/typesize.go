package main

// Sizes, alignments, and where pointers are.

import "go/types"

func (tf *typeFacts) Size(t types.Type) (size int64) {
	defer func() {
		if recover() != nil { // invalid or generic type in code that did not check
			size = 0
		}
	}()
	return tf.sizes.Sizeof(t)
}

func (tf *typeFacts) Align(t types.Type) (align int64) {
	defer func() {
		if recover() != nil {
			align = 1
		}
	}()
	return tf.sizes.Alignof(t)
}

// Offsets returns the offsets of struct fields.
func (tf *typeFacts) Offsets(fields []*types.Var) (offs []int64) {
	defer func() {
		if recover() != nil { // a type parameter or an invalid type among them
			offs = make([]int64, len(fields))
		}
	}()
	return tf.sizes.Offsetsof(fields)
}

func (tf *typeFacts) ptrSize() int64 { return tf.sizes.Sizeof(types.Typ[types.Uintptr]) }

// NotInHeap reports whether t is, or holds by value, the marker type that
// keeps values off the Go heap (internal/runtime/sys.NotInHeap).
func (tf *typeFacts) NotInHeap(t types.Type) bool {
	if r, ok := tf.nih[t]; ok {
		return r
	}
	tf.nih[t] = false
	r := false
	switch t := unalias(t).(type) {
	case *types.Named:
		obj := t.Obj()
		if obj.Pkg() != nil && obj.Name() == "nih" {
			switch obj.Pkg().Path() {
			case "internal/runtime/sys", "runtime/internal/sys":
				r = true
			}
		}
		r = r || tf.NotInHeap(t.Underlying())
	case *types.Array:
		r = tf.NotInHeap(t.Elem())
	case *types.Struct:
		for i := 0; i < t.NumFields() && !r; i++ {
			r = tf.NotInHeap(t.Field(i).Type())
		}
	}
	tf.nih[t] = r
	return r
}

// PtrData returns the number of bytes at the start of t that may hold
// pointers; 0 means pointer-free (types.PtrDataSize).
func (tf *typeFacts) PtrData(t types.Type) int64 {
	if n, ok := tf.ptrs[t]; ok {
		return n
	}
	tf.ptrs[t] = 0
	n := tf.ptrData(t)
	tf.ptrs[t] = n
	return n
}

func (tf *typeFacts) ptrData(t types.Type) int64 {
	w := tf.ptrSize()
	switch u := t.Underlying().(type) {
	case *types.Basic:
		switch u.Kind() {
		case types.String, types.UnsafePointer, types.UntypedString, types.UntypedNil:
			return w
		}
	case *types.Pointer:
		if tf.NotInHeap(u.Elem()) {
			return 0
		}
		return w
	case *types.Slice, *types.Map, *types.Chan, *types.Signature:
		return w
	case *types.Interface:
		return 2 * w
	case *types.Array:
		if u.Len() == 0 {
			return 0
		}
		if e := tf.PtrData(u.Elem()); e > 0 {
			return (u.Len()-1)*tf.Size(u.Elem()) + e
		}
	case *types.Struct:
		last := -1
		for i := 0; i < u.NumFields(); i++ {
			if tf.PtrData(u.Field(i).Type()) > 0 {
				last = i
			}
		}
		if last >= 0 {
			fields := make([]*types.Var, last+1)
			for i := range fields {
				fields[i] = u.Field(i)
			}
			return tf.Offsets(fields)[last] + tf.PtrData(u.Field(last).Type())
		}
	case *types.Tuple:
		for i := 0; i < u.Len(); i++ {
			if tf.PtrData(u.At(i).Type()) > 0 {
				return w
			}
		}
	case *types.TypeParam:
		return w
	}
	return 0
}

func (tf *typeFacts) HasPointers(t types.Type) bool { return t != nil && tf.PtrData(t) > 0 }

// DirectIface reports whether an interface holds a value of t itself, not a
// pointer to a copy (types.IsDirectIface).
func (tf *typeFacts) DirectIface(t types.Type) bool {
	w := tf.ptrSize()
	switch u := t.Underlying().(type) {
	case *types.Pointer, *types.Map, *types.Chan, *types.Signature:
		return tf.PtrData(t) == w
	case *types.Struct:
		if tf.minor < 26 { // only a lone field, up to Go 1.25
			return u.NumFields() == 1 && tf.DirectIface(u.Field(0).Type())
		}
		return tf.PtrData(t) == w && tf.Size(t) == w
	case *types.Array:
		if tf.minor < 26 {
			return u.Len() == 1 && tf.DirectIface(u.Elem())
		}
		return tf.PtrData(t) == w && tf.Size(t) == w
	case *types.Basic:
		return u.Kind() == types.UnsafePointer
	}
	return false
}

// ---- shapes
