// Recursive generic types and functions; instantiation with each other; embedded generics.
package main

import "fmt"

type Tree[T any] struct {
	Val  T
	Kids []*Tree[T]
}

func (t *Tree[T]) Walk(depth int, f func(int, T)) {
	f(depth, t.Val)
	for _, k := range t.Kids {
		k.Walk(depth+1, f)
	}
}

func Leaf[T any](v T, kids ...*Tree[T]) *Tree[T] { return &Tree[T]{v, kids} }

func MapTree[T, U any](t *Tree[T], f func(T) U) *Tree[U] {
	r := &Tree[U]{Val: f(t.Val)}
	for _, k := range t.Kids {
		r.Kids = append(r.Kids, MapTree(k, f))
	}
	return r
}

type Either[L, R any] struct {
	left  *L
	right *R
}

func Left[R, L any](l L) Either[L, R]     { return Either[L, R]{left: &l} }
func Right[L, R any](r R) Either[L, R]    { return Either[L, R]{right: &r} }
func (e Either[L, R]) Flip() Either[R, L] { return Either[R, L]{e.right, e.left} }
func (e Either[L, R]) String() string {
	if e.left != nil {
		return fmt.Sprint("Left ", *e.left)
	}
	return fmt.Sprint("Right ", *e.right)
}

type Base[T any] struct{ val T }

func (b *Base[T]) Set(v T) { b.val = v }
func (b Base[T]) Get() T   { return b.val }

type Named[T any] struct {
	Base[T]
	Name string
}

type Final struct {
	Named[[]int]
	*Base[string]
}

func Nest[T any](n int, v T) string {
	if n == 0 {
		return fmt.Sprintf("%T", v)
	}
	return Nest(n-1, v) + "'"
}

func Even[T any](n int) bool { return n == 0 || Odd[T](n-1) }
func Odd[T any](n int) bool  { return n != 0 && Even[T](n-1) }

func main() {
	t := Leaf(1, Leaf(2, Leaf(4)), Leaf(3))
	s := MapTree(t, func(i int) string { return fmt.Sprint("n", i) })
	s.Walk(0, func(d int, v string) { fmt.Printf("%*s%s\n", d*2, "", v) })
	l := Left[int]("err")
	fmt.Println(l, l.Flip(), Right[string](5))
	fmt.Printf("%T %T\n", l, l.Flip().Flip())
	n := Named[float64]{Name: "n"}
	n.Set(2.5)
	fmt.Println(n.Get(), n)
	f := Final{Base: &Base[string]{"x"}}
	f.Named.Set([]int{1})
	f.Base.Set("y")
	fmt.Println(f.Named.Get(), f.Base.Get(), f.Name == "")
	fmt.Println(Nest(3, map[string]int{}), Even[string](10), Odd[int](4))
}
