// Generic types: stack, linked list, pair, map with methods.
package main

import "fmt"

type Stack[T any] struct{ items []T }

func (s *Stack[T]) Push(v T) { s.items = append(s.items, v) }
func (s *Stack[T]) Pop() (v T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	v = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return v, true
}

type List[T any] struct {
	head, tail *node[T]
	n          int
}

type node[T any] struct {
	v    T
	next *node[T]
}

func (l *List[T]) Add(v T) *List[T] {
	n := &node[T]{v: v}
	if l.tail == nil {
		l.head = n
	} else {
		l.tail.next = n
	}
	l.tail = n
	l.n++
	return l
}

func (l *List[T]) Each(f func(int, T)) {
	i := 0
	for n := l.head; n != nil; n = n.next {
		f(i, n.v)
		i++
	}
}

type Pair[K comparable, V any] struct {
	Key K
	Val V
}

func (p Pair[K, V]) Swap(k K) Pair[K, V] { p.Key = k; return p }

func MakePair[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }

type Set[T comparable] map[T]struct{}

func (s Set[T]) Add(vs ...T) Set[T] {
	for _, v := range vs {
		s[v] = struct{}{}
	}
	return s
}
func (s Set[T]) Has(v T) bool { _, ok := s[v]; return ok }

type Matrix[T ~int | ~float64] [2][2]T

func (m Matrix[T]) Mul(o Matrix[T]) (r Matrix[T]) {
	for i := range 2 {
		for j := range 2 {
			for k := range 2 {
				r[i][j] += m[i][k] * o[k][j]
			}
		}
	}
	return
}

func main() {
	var s Stack[string]
	s.Push("a")
	s.Push("b")
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	fmt.Println(s.Pop())
	var l List[Pair[string, int]]
	l.Add(MakePair("x", 1)).Add(MakePair("y", 2)).Add(MakePair("z", 3).Swap("w"))
	l.Each(func(i int, p Pair[string, int]) { fmt.Print(i, p, " ") })
	fmt.Println(l.n)
	set := Set[float64]{}.Add(1, 2, 1)
	fmt.Println(len(set), set.Has(2), set.Has(3))
	fmt.Println(Matrix[int]{{1, 1}, {1, 0}}.Mul(Matrix[int]{{1, 1}, {1, 0}}))
	fmt.Printf("%T %T %T %T\n", s, &l, set, MakePair[any]("k", []int{}))
	fmt.Println(MakePair(1, 2) == MakePair(1, 2), any(MakePair(1, 2)) == any(MakePair(1, int8(2))))
	type local[T any] struct{ v T }
	fmt.Printf("%v %T\n", local[int]{1}, local[string]{"s"})
}
