// Generic functions, with explicit and inferred type arguments.
package main

import "fmt"

func Map[T, U any](s []T, f func(T) U) []U {
	r := make([]U, 0, len(s))
	for _, v := range s {
		r = append(r, f(v))
	}
	return r
}

func Filter[S ~[]E, E any](s S, keep func(E) bool) S {
	var r S
	for _, v := range s {
		if keep(v) {
			r = append(r, v)
		}
	}
	return r
}

func Reduce[T, A any](s []T, init A, f func(A, T) A) A {
	for _, v := range s {
		init = f(init, v)
	}
	return init
}

func Keys[M ~map[K]V, K comparable, V any](m M) int { return len(m) }

func Ptr[T any](v T) *T { return &v }

func Zero[T any]() T {
	var z T
	return z
}

func Index[T comparable](s []T, x T) int {
	for i, v := range s {
		if v == x {
			return i
		}
	}
	return -1
}

type ints []int

func main() {
	s := []int{1, 2, 3, 4}
	fmt.Println(Map(s, func(i int) string { return fmt.Sprint(i * i) }))
	fmt.Printf("%T %v\n", Filter(ints{1, 2, 3}, func(i int) bool { return i != 2 }), Filter(s, func(i int) bool { return i%2 == 0 }))
	fmt.Println(Reduce(s, "", func(a string, i int) string { return a + fmt.Sprint(i) }), Reduce(s, 0.5, func(a float64, i int) float64 { return a + float64(i) }))
	fmt.Println(Keys(map[string]bool{"a": true}))
	p, q := Ptr(5), Ptr("x")
	*p++
	fmt.Println(*p, *q, Zero[int](), Zero[string]() == "", Zero[*int]() == nil, Zero[[2]int](), Zero[error]() == nil)
	fmt.Println(Index([]string{"a", "b"}, "b"), Index(s, 9), Index([]any{1, "x", nil}, nil), Index([]float64{Zero[float64]()}, 0))
	f := Map[int, float64]
	fmt.Printf("%T %v\n", f, f(s, func(i int) float64 { return float64(i) / 2 }))
	fmt.Println(Map(Map(s, func(i int) rune { return rune('a' + i) }), func(r rune) string { return string(r) }))
	var g func([]string, string) int = Index
	fmt.Println(g([]string{"q"}, "q"))
}
