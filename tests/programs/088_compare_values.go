// Equality of arrays, structs, interfaces, pointers, channels; what the comparison looks at first.
package main

import "fmt"

type inner struct {
	a [2]int
	s string
}
type outer struct {
	i inner
	e any
	p *int
	f float64
	_ int
}

type A struct{ x int }
type B struct{ x int }
type I interface{ m() }

func (A) m()  {}
func (*B) m() {}

func equal(a, b any) (r any) {
	defer func() {
		if e := recover(); e != nil {
			r = e
		}
	}()
	return a == b
}

func main() {
	n, m := 1, 1
	a := outer{inner{[2]int{1, 2}, "s"}, 5, &n, 1, 0}
	b := a
	fmt.Println(a == b)
	b.p = &m
	fmt.Println(a == b)
	b = a
	b.e = int64(5)
	fmt.Println(a == b)
	b = a
	b.i.a[1] = 3
	fmt.Println(a == b, a.i == b.i, a.i.s == b.i.s)
	zero := 0.0
	b, a.f = a, zero/zero
	b.f = a.f
	fmt.Println(a == b, a.f == b.f)
	fmt.Println(equal(A{1}, A{1}), equal(A{1}, B{1}), equal(A{1}, struct{ x int }{1}), equal(&n, &n), equal(&n, &m))
	fmt.Println(equal(struct{ x int }{1}, struct{ x int }{1}), equal([2]any{1, "a"}, [2]any{1, "a"}))
	fmt.Println(equal([]int{}, []int{}))
	fmt.Println(equal([]int{}, 1), equal(map[int]int{}, map[int]int{}))
	fmt.Println(equal([2]any{1, []int{}}, [2]any{2, []int{}}))
	fmt.Println(equal([2]any{1, []int{}}, [2]any{1, []int{}}))
	fmt.Println(equal(struct {
		f func()
		x int
	}{}, 1))
	c, d := make(chan int), make(chan int)
	var r <-chan int = c
	fmt.Println(c == d, c == r, equal(c, r), equal(c, c))
	var i1, i2 I = A{1}, A{1}
	fmt.Println(i1 == i2, i1 == A{1}, i1 != I(&B{1}), any(i1) == any(A{1}))
	x, y := &B{1}, &B{1}
	i1, i2 = x, y
	fmt.Println(i1 == i2, *x == *y)
	fmt.Println(equal(nil, nil), equal(nil, (*int)(nil)), equal(0, false), equal("a", "a"), equal('a', 97), equal(int32(97), 'a'))
	fmt.Println(equal(1.0, 1), equal(complex(1, 0), 1+0i), equal(uint8(1), byte(1)))
	type s1 struct{ A int }
	var v1 s1 = struct{ A int }{3}
	fmt.Println(v1 == struct{ A int }{3}, equal(v1, struct{ A int }{3}))
}
