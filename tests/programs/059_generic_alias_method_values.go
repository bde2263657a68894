// Method values and expressions of generic types, generic aliases, closures in generic functions.
package main

import "fmt"

type Vec[T any] []T

func (v Vec[T]) At(i int) T { return v[i] }
func (v *Vec[T]) Add(x T)   { *v = append(*v, x) }
func (v Vec[T]) Do(f func(T)) {
	for _, x := range v {
		f(x)
	}
}

type Strings = Vec[string]
type PairOf[T any] = struct{ A, B T }
type Fn[T any] = func(T) T

type Num[T ~int | ~float64] struct{ v T }

func (n Num[T]) Plus(o Num[T]) Num[T] { return Num[T]{n.v + o.v} }

func Counter[T comparable]() (add func(T) int, total func() int) {
	m := map[T]int{}
	n := 0
	return func(t T) int { m[t]++; n++; return m[t] }, func() int { return n }
}

func Memo[K comparable, V any](f func(K) V) func(K) V {
	cache := make(map[K]V)
	return func(k K) V {
		if v, ok := cache[k]; ok {
			return v
		}
		v := f(k)
		cache[k] = v
		return v
	}
}

func Chain[T any](fs ...Fn[T]) Fn[T] {
	return func(t T) T {
		for _, f := range fs {
			t = f(t)
		}
		return t
	}
}

func main() {
	var s Strings
	add := s.Add
	add("a")
	(*Vec[string]).Add(&s, "b")
	fmt.Println(s, s.At(1), Vec[string].At(s, 0))
	at := s.At
	s = Strings{"z"}
	fmt.Println(at(0))
	n := 0
	Vec[int]{1, 2, 3}.Do(func(x int) { n += x })
	fmt.Println(n, PairOf[int]{1, 2}, PairOf[string]{"a", "b"} == struct{ A, B string }{"a", "b"})
	plus := Num[int].Plus
	fmt.Println(plus(Num[int]{1}, Num[int]{2}), Num[float64]{1}.Plus(Num[float64]{.5}))
	inc, total := Counter[rune]()
	for _, r := range "hello" {
		inc(r)
	}
	fmt.Println(inc('l'), total())
	calls := 0
	sq := Memo(func(i int) int { calls++; return i * i })
	fmt.Println(sq(3), sq(3), sq(4), calls)
	fmt.Println(Chain(func(i int) int { return i + 1 }, sq)(1), Chain[string]()("same"))
	fmt.Printf("%T %T %T\n", s, plus, PairOf[bool]{})
}
