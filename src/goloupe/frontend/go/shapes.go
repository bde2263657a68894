package main

// Shapes: what instances of generic functions have in common.

import (
	"crypto/sha256"
	"encoding/hex"
	"go/types"
)

// anyShape reports whether a shape occurs in one of some type arguments.
func (tf *typeFacts) anyShape(args *types.TypeList) bool {
	for i := 0; i < args.Len(); i++ {
		if tf.HasShape(args.At(i)) {
			return true
		}
	}
	return false
}

// shapeOfArgument is how the compiler spells an argument of an instance that
// has a shape among its arguments: all of them are reduced to shapes then. A
// type whose own shape is just being spelled stays as it is.
func (tf *typeFacts) shapeOfArgument(t types.Type, tp *types.TypeParam) types.Type {
	if tf.IsShape(t) {
		return t
	}
	if named, ok := unalias(t).(*types.Named); ok && tf.shaping[named.Origin().Obj()] {
		return t
	}
	return tf.Shapify(t, isBasicConstraint(tp))
}

// maxShapeName is the length from which shapes go by the hash of their name.
const maxShapeName = 500

// Shapify returns the shape that stands for type argument t. basic says that
// the type parameter's constraint has methods only (noder.Shapify).
func (tf *typeFacts) Shapify(t types.Type, basic bool) types.Type {
	t = unalias(t)
	if it, ok := t.Underlying().(*types.Interface); ok && it != nil {
		if n, ok := t.(*types.Named); ok && n.TypeArgs().Len() > 0 && tf.HasShape(t) {
			return t
		}
	}
	under := t.Underlying()
	if p, ok := under.(*types.Pointer); ok && basic && isPtrType(t) && !tf.NotInHeap(p.Elem()) {
		under = types.NewPointer(types.Typ[types.Uint8])
	} else if tf.IsShape(t) {
		return t
	}
	if named, ok := t.(*types.Named); ok {
		if obj := named.Origin().Obj(); !tf.shaping[obj] {
			tf.shaping[obj] = true
			defer delete(tf.shaping, obj)
		}
	}
	name := tf.Link(under)
	if len(name) > maxShapeName {
		sum := sha256.Sum256([]byte(name))
		sum[0] ^= 0xff // the compiler's hash is not quite SHA-256
		name = hex.EncodeToString(sum[:])
	}
	if s := tf.shapes[name]; s != nil {
		return s
	}
	s := types.NewNamed(types.NewTypeName(0, tf.shape, name, nil), under, nil)
	tf.shapes[name] = s
	return s
}

func isPtrType(t types.Type) bool {
	_, ok := t.Underlying().(*types.Pointer)
	return ok
}

// IsShape reports whether t is itself a go.shape type.
func (tf *typeFacts) IsShape(t types.Type) bool {
	n, ok := unalias(t).(*types.Named)
	return ok && n.Obj().Pkg() == tf.shape
}

// HasShape reports whether a shape occurs in t's own structure.
func (tf *typeFacts) HasShape(t types.Type) bool {
	if len(tf.shapes) == 0 {
		return false
	}
	return tf.hasShape(t, 0)
}

func (tf *typeFacts) hasShape(t types.Type, depth int) bool {
	if depth > 50 {
		return false
	}
	switch t := unalias(t).(type) {
	case *types.Named:
		if t.Obj().Pkg() == tf.shape {
			return true
		}
		for i := 0; i < t.TypeArgs().Len(); i++ {
			if tf.hasShape(t.TypeArgs().At(i), depth+1) {
				return true
			}
		}
	case *types.Pointer:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Slice:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Array:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Chan:
		return tf.hasShape(t.Elem(), depth+1)
	case *types.Map:
		return tf.hasShape(t.Key(), depth+1) || tf.hasShape(t.Elem(), depth+1)
	case *types.Struct:
		for i := 0; i < t.NumFields(); i++ {
			if tf.hasShape(t.Field(i).Type(), depth+1) {
				return true
			}
		}
	case *types.Signature:
		return tf.hasShape(t.Params(), depth+1) || tf.hasShape(t.Results(), depth+1)
	case *types.Tuple:
		for i := 0; i < t.Len(); i++ {
			if tf.hasShape(t.At(i).Type(), depth+1) {
				return true
			}
		}
	case *types.Interface:
		for i := 0; i < t.NumMethods(); i++ {
			if tf.hasShape(t.Method(i).Type(), depth+1) {
				return true
			}
		}
	}
	return false
}

// ---- questions about types
