// The pattern of a pointer type that implements a constraint; generic interfaces; self-referring constraints.
package main

import "fmt"

type Setter[T any] interface {
	*T
	Set(string)
}

type A struct{ s string }

func (a *A) Set(s string) { a.s = "A:" + s }

type B int

func (b *B) Set(s string) { *b = B(len(s)) }

func FromStrings[T any, PT Setter[T]](ss []string) []T {
	r := make([]T, len(ss))
	for i, s := range ss {
		p := PT(&r[i])
		p.Set(s)
	}
	return r
}

type Comparable[T any] interface{ Compare(T) int }

type Version struct{ major, minor int }

func (v Version) Compare(o Version) int {
	if v.major != o.major {
		return v.major - o.major
	}
	return v.minor - o.minor
}

func Sort[T Comparable[T]](s []T) {
	for i := 1; i < len(s); i++ {
		for j := i; j > 0 && s[j].Compare(s[j-1]) < 0; j-- {
			s[j], s[j-1] = s[j-1], s[j]
		}
	}
}

type Container[T any] interface {
	Put(T)
	Get() T
	Len() int
}

type queue[T any] struct{ q []T }

func (q *queue[T]) Put(v T)    { q.q = append(q.q, v) }
func (q *queue[T]) Get() (v T) { v, q.q = q.q[0], q.q[1:]; return }
func (q *queue[T]) Len() int   { return len(q.q) }

func Drain[T any](c Container[T]) (out []T) {
	for c.Len() > 0 {
		out = append(out, c.Get())
	}
	return
}

type Cloner[T any] interface{ Clone() T }

func (q *queue[T]) Clone() *queue[T] { return &queue[T]{append([]T(nil), q.q...)} }

func Twice[T Cloner[T]](c T) (T, T) { return c.Clone(), c.Clone() }

func main() {
	fmt.Println(FromStrings[A]([]string{"x", "y"}), FromStrings[B]([]string{"abc", ""}))
	vs := []Version{{1, 2}, {0, 9}, {1, 0}}
	Sort(vs)
	fmt.Println(vs)
	q := &queue[int]{}
	q.Put(1)
	q.Put(2)
	a, b := Twice(q)
	a.Put(3)
	fmt.Println(Drain[int](q), Drain[int](a), b.Len())
	var c Container[string] = &queue[string]{}
	c.Put("s")
	_, isInt := any(c).(Container[int])
	_, isStr := any(c).(Container[string])
	fmt.Println(isInt, isStr)
}
