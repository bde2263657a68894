// Generics with interfaces in type arguments, maps of generic types, functions that return generic closures.
package main

import (
	"errors"
	"fmt"
)

type Result[T any] struct {
	val T
	err error
}

func Ok[T any](v T) Result[T]        { return Result[T]{val: v} }
func Err[T any](err error) Result[T] { return Result[T]{err: err} }
func (r Result[T]) OrElse(d T) T {
	if r.err != nil {
		return d
	}
	return r.val
}

func Then[T, U any](r Result[T], f func(T) Result[U]) Result[U] {
	if r.err != nil {
		return Err[U](r.err)
	}
	return f(r.val)
}

func Try[T any](f func() T) (r Result[T]) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case error:
			r.err = e
		default:
			r.err = fmt.Errorf("%v", e)
		}
	}()
	return Ok(f())
}

type Store[K comparable, E interface{ Key() K }] struct {
	byKey map[K][]E
	order []K
	hooks []func(E)
}

func (s *Store[K, E]) Append(es ...E) {
	if s.byKey == nil {
		s.byKey = make(map[K][]E)
	}
	for _, e := range es {
		k := e.Key()
		if _, ok := s.byKey[k]; !ok {
			s.order = append(s.order, k)
		}
		s.byKey[k] = append(s.byKey[k], e)
		for _, h := range s.hooks {
			h(e)
		}
	}
}

func (s *Store[K, E]) Fold(init int, f func(int, E) int) int {
	for _, k := range s.order {
		for _, e := range s.byKey[k] {
			init = f(init, e)
		}
	}
	return init
}

type event struct {
	user  string
	delta int
}

func (e event) Key() string { return e.user }

type pos struct{ x, y int }
type move struct {
	from pos
	n    int
}

func (m *move) Key() pos { return m.from }

func Lazy[T any](f func() T) func() T {
	var v *T
	return func() T {
		if v == nil {
			x := f()
			v = &x
		}
		return *v
	}
}

func main() {
	div := func(a, b int) func() int { return func() int { return a / b } }
	half := func(n int) Result[string] {
		if n%2 != 0 {
			return Err[string](errors.New("odd"))
		}
		return Ok(fmt.Sprint(n/2, "!"))
	}
	for _, r := range []Result[string]{Then(Try(div(8, 2)), half), Then(Try(div(9, 3)), half), Then(Try(div(1, 0)), half)} {
		fmt.Println(r.val, r.err, r.OrElse("default"))
	}
	var s Store[string, event]
	n := 0
	s.hooks = append(s.hooks, func(e event) { n += e.delta })
	s.Append(event{"a", 1}, event{"b", 10}, event{"a", 100})
	fmt.Println(n, s.order, s.byKey["a"], s.Fold(0, func(a int, e event) int { return a*2 + e.delta }))
	m := Store[pos, *move]{}
	m.Append(&move{pos{1, 2}, 5}, &move{pos{1, 2}, 6})
	fmt.Println(len(m.byKey), m.Fold(0, func(a int, e *move) int { return a + e.n }))
	calls := 0
	l := Lazy(func() []int { calls++; return []int{calls} })
	fmt.Println(l(), l(), calls)
	fmt.Printf("%T %T\n", s, Try[error])
}
