// What the type of a type parameter's value is at run time.
package main

import "fmt"

func Name[T any](v T) string {
	switch x := any(v).(type) {
	case int:
		return "int"
	case string:
		return "string " + x
	case []T:
		return "slice of itself"
	case fmt.Stringer:
		return "stringer " + x.String()
	case error:
		return "error"
	}
	return fmt.Sprintf("%T", v)
}

func Is[T any](v any) bool {
	_, ok := v.(T)
	return ok
}

func As[T any](v any) (t T, err error) {
	if t, ok := v.(T); ok {
		return t, nil
	}
	return t, fmt.Errorf("%T is not %T", v, t)
}

type id int

func (i id) String() string { return fmt.Sprint("#", int(i)) }

type Box[T any] struct{ v T }

func (b Box[T]) Kind() string {
	switch any(b).(type) {
	case Box[int]:
		return "box of int"
	case Box[Box[int]]:
		return "box of box"
	}
	return "other box"
}

func Size[T any]() int {
	var a [3]T
	return len(a)
}

func Count[T any](vs ...any) (n int) {
	for _, v := range vs {
		switch v.(type) {
		case T:
			n++
		case []T, map[string]T:
			n += 10
		case *T, func(T):
			n += 100
		}
	}
	return
}

func main() {
	fmt.Println(Name(1), Name("a"), Name(id(3)), Name(1.5), Name([]int{}), Name[any]([]any{}), Name[error](nil))
	fmt.Println(Is[int](1), Is[int]("x"), Is[error](nil), Is[any](nil), Is[any](1), Is[fmt.Stringer](id(1)), Is[[]int]([]int(nil)))
	fmt.Println(As[int](5))
	fmt.Println(As[string](5))
	fmt.Println(As[fmt.Stringer](id(7)))
	fmt.Println(Box[int]{}.Kind(), Box[Box[int]]{}.Kind(), Box[string]{}.Kind(), Size[string]())
	x := 1
	fmt.Println(Count[int](1, 2, "x", []int{}, map[string]int{}, &x, func(int) {}, nil, int8(1)))
	defer func() { fmt.Println(recover()) }()
	_ = any("s").(Box[int])
}
