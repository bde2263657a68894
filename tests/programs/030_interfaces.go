// Interface values: dynamic type and value, nil in two senses, comparison, copying.
package main

import "fmt"

type Shape interface {
	Area() float64
	Name() string
}

type Rect struct{ w, h float64 }
type Circle struct{ r float64 }

func (r Rect) Area() float64    { return r.w * r.h }
func (r Rect) Name() string     { return "rect" }
func (c *Circle) Area() float64 { return 3 * c.r * c.r }
func (c *Circle) Name() string {
	if c == nil {
		return "nil circle"
	}
	return "circle"
}

type MyErr struct{}

func (*MyErr) Error() string { return "my error" }

func mayFail(fail bool) error {
	var e *MyErr
	if fail {
		e = &MyErr{}
	}
	return e
}

func main() {
	shapes := []Shape{Rect{2, 3}, &Circle{1}, &Rect{1, 1}}
	for _, s := range shapes {
		fmt.Printf("%s %.1f %T\n", s.Name(), s.Area(), s)
	}
	r := Rect{1, 2}
	var s Shape = r
	r.w = 100
	fmt.Println(s.Area(), s == Shape(Rect{1, 2}), s == Shape(r))
	var c *Circle
	s = c
	fmt.Println(s == nil, s.Name(), s == (*Circle)(nil))
	s = nil
	fmt.Println(s == nil)
	fmt.Println(mayFail(true) != nil, mayFail(false) != nil)
	var a, b any = 1, 1
	fmt.Println(a == b, a == any(int64(1)), a == 1, a != nil)
	a, b = "x", []int(nil)
	fmt.Println(a == "x", b == nil, a == b)
	var e1, e2 error
	fmt.Println(e1 == e2)
	x := any(Rect{1, 2})
	y := x
	fmt.Println(x == y, x.(Rect).w)
	fmt.Println(any(&r) == any(&r), any(r) == any(Rect{100, 2}))
	arr := [2]any{1, "a"}
	fmt.Println(arr == [2]any{1, "a"}, arr == [2]any{1, 'a'})
}
