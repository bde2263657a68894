package main

// Types as rows of columns.

import "go/types"

var basicKinds = map[types.BasicKind]uint8{
	types.Bool: 1, types.Int: 2, types.Int8: 3, types.Int16: 4, types.Int32: 5, types.Int64: 6, types.Uint: 7, types.Uint8: 8,
	types.Uint16: 9, types.Uint32: 10, types.Uint64: 11, types.Uintptr: 12, types.Float32: 13, types.Float64: 14,
	types.Complex64: 15, types.Complex128: 16, types.String: 17, types.UnsafePointer: 18, types.UntypedNil: 27,
	types.UntypedBool: 28, types.UntypedInt: 28, types.UntypedRune: 28, types.UntypedFloat: 28, types.UntypedComplex: 28, types.UntypedString: 28,
}

func (w *columnWriter) typ(t types.Type) int32 {
	if t == nil {
		return -1
	}
	if i, ok := w.typeIdx[t]; ok {
		return i
	}
	key := w.tf.Key(t)
	if i, ok := w.typeKey[key]; ok {
		w.typeIdx[t] = i
		return i
	}
	i := int32(len(w.types))
	w.typeIdx[t] = i
	w.typeKey[key] = i
	w.types = append(w.types, t)
	return i
}

// finishTypes fills the type columns; describing a type may add others.
func (w *columnWriter) finishTypes() {
	for i := 0; i < len(w.types); i++ {
		w.describe(w.types[i])
		if w.pb.run {
			w.describeForRun(i)
		}
	}
}

func (w *columnWriter) describe(t types.Type) {
	tf := w.tf
	u := t.Underlying()
	kind, elem, key, length := uint8(30), int32(-1), int32(-1), int64(0)
	fields, nfields := int32(len(w.fName)), int32(0)
	var nrecv, nparam, nres uint16
	var flags int32
	addField := func(name string, ft types.Type, off int64, fl int32) {
		w.fName = append(w.fName, w.str(name))
		w.fType = append(w.fType, w.typ(ft))
		w.fOff = append(w.fOff, off)
		w.fFlags = append(w.fFlags, fl)
		nfields++
	}
	switch u := u.(type) {
	case *types.Basic:
		kind = basicKinds[u.Kind()]
		if kind == 0 {
			kind = 30
		}
	case *types.Pointer:
		kind, elem = 19, w.typ(u.Elem())
	case *types.Slice:
		kind, elem = 20, w.typ(u.Elem())
	case *types.Array:
		kind, elem, length = 21, w.typ(u.Elem()), u.Len()
	case *types.Struct:
		kind = 22
		vars := make([]*types.Var, u.NumFields())
		for i := range vars {
			vars[i] = u.Field(i)
		}
		offs := w.tf.Offsets(vars)
		for i, f := range vars {
			fl := int32(0)
			if f.Embedded() {
				fl = 1
			}
			addField(f.Name(), f.Type(), offs[i], fl)
		}
	case *types.Map:
		kind, elem, key = 23, w.typ(u.Elem()), w.typ(u.Key())
	case *types.Chan:
		kind, elem, key = 24, w.typ(u.Elem()), int32(u.Dir())
	case *types.Signature:
		kind = 25
		if r := u.Recv(); r != nil {
			addField(r.Name(), r.Type(), 0, 0)
			nrecv = 1
		}
		for i := 0; i < u.Params().Len(); i++ {
			addField(u.Params().At(i).Name(), u.Params().At(i).Type(), 0, 0)
		}
		for i := 0; i < u.Results().Len(); i++ {
			addField(u.Results().At(i).Name(), u.Results().At(i).Type(), 0, 0)
		}
		nparam, nres = uint16(u.Params().Len()), uint16(u.Results().Len())
		if u.Variadic() {
			flags |= TFVariadic
		}
	case *types.Interface:
		kind = 26
		if u.NumMethods() == 0 {
			flags |= TFEmptyIface
		}
	case *types.Tuple:
		kind = 29
		for i := 0; i < u.Len(); i++ {
			addField(u.At(i).Name(), u.At(i).Type(), 0, 0)
		}
	}
	ptr := tf.PtrData(t)
	if ptr > 0 {
		flags |= TFHasPtr
	}
	if tf.DirectIface(t) {
		flags |= TFDirectIface
	}
	sym := int32(-1)
	if isNamed(t) {
		flags |= TFNamed
		sym = w.str(tf.Link(t))
	}
	if tf.IsShape(t) {
		flags |= TFShape
	}
	if tf.HasShape(t) {
		flags |= TFHasShape
	}
	if kind != 25 && kind != 29 && kind != 30 && types.Comparable(t) {
		flags |= TFComparable
	}
	if tf.NotInHeap(t) {
		flags |= TFNotInHeap
	}
	size, align := int64(0), int64(1)
	switch kind {
	case 27, 28, 29, 30:
	default:
		size, align = tf.Size(t), tf.Align(t)
	}
	w.tKind = append(w.tKind, kind)
	w.tSize = append(w.tSize, size)
	w.tAlign = append(w.tAlign, uint8(align))
	w.tFlags = append(w.tFlags, flags)
	w.tElem = append(w.tElem, elem)
	w.tKeyT = append(w.tKeyT, key)
	w.tLen = append(w.tLen, length)
	w.tStr = append(w.tStr, w.str(tf.String(t)))
	w.tFields = append(w.tFields, fields)
	w.tNField = append(w.tNField, nfields)
	w.tNRecv = append(w.tNRecv, nrecv)
	w.tNParam = append(w.tNParam, nparam)
	w.tNRes = append(w.tNRes, nres)
	w.tSym = append(w.tSym, sym)
	w.tPtr = append(w.tPtr, ptr)
}

// ---- objects and constants
