// Inference of type arguments: from untyped constants, function arguments, results of generic calls, channel directions.
package main

import "fmt"

func Pick[T any](a, b T) T               { return b }
func Apply[T, U any](v T, f func(T) U) U { return f(v) }
func Id[T any](v T) T                    { return v }
func Len[S ~[]E, E any](s S) int         { return len(s) }
func Recv[T any](c <-chan T) T           { return <-c }
func Merge[M ~map[K]V, K comparable, V any](ms ...M) M {
	r := M{}
	for _, m := range ms {
		for k, v := range m {
			r[k] = v
		}
	}
	return r
}
func Compose[A, B, C any](f func(A) B, g func(B) C) func(A) C {
	return func(a A) C { return g(f(a)) }
}
func Default[T comparable](v, d T) T {
	var zero T
	if v == zero {
		return d
	}
	return v
}

type Opt[T any] func(*T)

func Build[T any](opts ...Opt[T]) (t T) {
	for _, o := range opts {
		o(&t)
	}
	return
}

type headers map[string]string

type cfg struct{ a, b int }

func double[T ~int | ~float64](x T) T { return 2 * x }

func main() {
	fmt.Printf("%T %T %T %T\n", Pick(1, 2.0), Pick('a', 1), Pick[float32](1, 2), Pick(1, 2i))
	fmt.Println(Apply(3, func(i int) string { return fmt.Sprint("<", i, ">") }), Apply(2, double), Apply(2.5, double[float64]))
	fmt.Printf("%T %T\n", Id(Id[any](1)), Id(Id[int]))
	fmt.Println(Len([]string{"a"}), Len(Id([]int{1, 2})))
	c := make(chan int, 1)
	c <- 4
	fmt.Println(Recv(c))
	fmt.Printf("%T\n", Merge(headers{"a": "1"}, headers{"b": "2"}))
	fmt.Println(len(Merge(map[int]bool{1: true}, nil, map[int]bool{2: false})))
	f := Compose(func(s string) int { return len(s) }, func(n int) []int { return make([]int, n) })
	fmt.Println(f("four"), Compose(f, Len[[]int])("abc"))
	fmt.Println(Default("", "dflt"), Default(3, 4), Default(cfg{}, cfg{1, 2}), Default[error](nil, fmt.Errorf("e")))
	fmt.Println(Build(Opt[cfg](func(c *cfg) { c.a = 5 }), func(c *cfg) { c.b = c.a * 2 }))
	var p func(int, int) int = Pick
	fmt.Println(p(1, 9))
}
