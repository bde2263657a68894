package main

// Constants as the columns have them: in the compiler's precision and the type's.

import (
	"fmt"
	"go/constant"
	"go/types"
	"math"
	"unicode"
)

func (w *columnWriter) constant(n *Node) int32 {
	v := n.Val
	kinds := map[constant.Kind]uint8{constant.Bool: 1, constant.String: 2, constant.Int: 3, constant.Float: 4, constant.Complex: 5}
	bt, _ := under(n.Typ).(*types.Basic)
	if bt != nil {
		switch info := bt.Info(); {
		case info&types.IsInteger != 0:
			v = toInt(v)
		case info&types.IsFloat != 0:
			v = roundFloat(v, bt.Kind())
		case info&types.IsComplex != 0:
			v = constant.ToComplex(v)
		}
	}
	var text string
	if v.Kind() == constant.String {
		text = constant.StringVal(v)
	} else {
		text = v.ExactString()
	}
	show := v.String()
	if x, ok := constRune(n.Typ, v); ok {
		show = fmt.Sprintf("%q", x)
	} else if !defaultConstType(n.Typ, v.Kind()) {
		show = w.tf.String(n.Typ) + "(" + show + ")"
	}
	w.cKind = append(w.cKind, kinds[v.Kind()])
	w.cText = append(w.cText, w.str(text))
	w.cShow = append(w.cShow, w.str(show))
	return int32(len(w.cKind) - 1)
}

// constRune returns the value of a constant that is printed as a character.
func constRune(t types.Type, v constant.Value) (rune, bool) {
	if t != universeRune && t != types.Type(types.Typ[types.UntypedRune]) || v.Kind() != constant.Int {
		return 0, false
	}
	x, ok := constant.Int64Val(v)
	return rune(x), ok && 0 <= x && x <= unicode.MaxRune
}

func toInt(v constant.Value) constant.Value {
	if i := constant.ToInt(v); i.Kind() == constant.Int {
		return i
	}
	return v
}

func roundFloat(v constant.Value, kind types.BasicKind) constant.Value {
	f := constant.ToFloat(v)
	if f.Kind() != constant.Float {
		return v
	}
	if kind == types.Float32 {
		x, _ := constant.Float32Val(f)
		if !math.IsInf(float64(x), 0) {
			return constant.ToFloat(constant.MakeFloat64(float64(x)))
		}
	} else if x, _ := constant.Float64Val(f); !math.IsInf(x, 0) {
		return constant.ToFloat(constant.MakeFloat64(x))
	}
	return f
}

func defaultConstType(t types.Type, k constant.Kind) bool {
	bt, ok := unalias(t).(*types.Basic)
	if !ok {
		return false
	}
	if bt.Info()&types.IsUntyped != 0 {
		return true
	}
	switch k {
	case constant.Bool:
		return bt.Kind() == types.Bool
	case constant.String:
		return bt.Kind() == types.String
	case constant.Int:
		return bt.Kind() == types.Int
	case constant.Float:
		return bt.Kind() == types.Float64
	case constant.Complex:
		return bt.Kind() == types.Complex128
	}
	return false
}

// ---- nodes
