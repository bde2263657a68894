// Iterators composed: map, filter, take, zip, chain, over iter.Seq.
package main

import (
	"fmt"
	"iter"
)

func Count() iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; yield(i); i++ {
		}
	}
}

func Map[T, U any](s iter.Seq[T], f func(T) U) iter.Seq[U] {
	return func(yield func(U) bool) {
		for v := range s {
			if !yield(f(v)) {
				return
			}
		}
	}
}

func Filter[T any](s iter.Seq[T], keep func(T) bool) iter.Seq[T] {
	return func(yield func(T) bool) {
		s(func(v T) bool { return !keep(v) || yield(v) })
	}
}

func Take[T any](s iter.Seq[T], n int) iter.Seq[T] {
	return func(yield func(T) bool) {
		if n <= 0 {
			return
		}
		i := 0
		for v := range s {
			i++
			if !yield(v) || i == n {
				return
			}
		}
	}
}

func Zip[A, B any](a iter.Seq[A], b iter.Seq[B]) iter.Seq2[A, B] {
	return func(yield func(A, B) bool) {
		next, stop := iter.Pull(b)
		defer stop()
		for x := range a {
			y, ok := next()
			if !ok || !yield(x, y) {
				return
			}
		}
	}
}

func Chain[T any](ss ...iter.Seq[T]) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, s := range ss {
			for v := range s {
				if !yield(v) {
					return
				}
			}
		}
	}
}

func Of[T any](vs ...T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, v := range vs {
			if !yield(v) {
				return
			}
		}
	}
}

func main() {
	odd := Filter(Count(), func(i int) bool { return i%2 == 1 })
	for v := range Take(Map(odd, func(i int) string { return fmt.Sprint(i * i) }), 5) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	for i, s := range Zip(Count(), Of("a", "b", "c")) {
		fmt.Print(i, s, " ")
	}
	fmt.Println()
	for v := range Chain(Of(1, 2), Take(Count(), 3), Of[int](), Of(9)) {
		if v == 9 {
			break
		}
		fmt.Print(v, " ")
	}
	fmt.Println()
	sum := 0
	for v := range Take(odd, 1000) {
		sum += v
	}
	fmt.Println(sum)
}
