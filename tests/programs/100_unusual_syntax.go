// Syntax that is seldom seen, all in one place.
package main

import "fmt"

type (
	A = []int
	B struct {
		A
		_    int
		_    string
		x, y int
	}
	F func(_ int, _ ...string) (_ int, err error)
)

var _, keep = 1, 2
var (
	a, b = 1, "two"
	_    = a
)

const (
	c0, c1 = iota, 'c' + iota
	c2, c3
)

func blank(_ int, _ string) (_ int) { return 7 }

func (_ B) method()       {}
func (B) method2() string { return "m2" }

func noResults() {}

func main() {
	var f F = func(n int, s ...string) (int, error) { return n + len(s), nil }
	fmt.Println(f(1, "a", "b"))
	fmt.Println(blank(1, ""), c0, c1, c2, c3, keep, b)
	x := B{A: A{1, 2}, x: 3}
	fmt.Println(x.A[1], x.x, len(x.A), x.method2())
	{
	}
	{

	}
	if x := 5; false {
	} else if y := x * 2; y > 5 {
		fmt.Println(x, y)
	}
	for i, j := 0, 0; ; i, j = i+1, j+i {
		if i > 4 {
			fmt.Println(j)
			break
		}
	}
	switch x := any(1).(type) {
	case int, string:
		fmt.Printf("%T\n", x)
	}
	var p **int
	n := 1
	q := &n
	p = &q
	**p = **p + 1
	fmt.Println(n, *&n, -(-n), !!true, +n, ^^n)
	fmt.Println((*(&x)).x, (&x).y, (n))
	arr := [...]int{5: 1, 2, 1: 7, 'a' - 'a': 3}
	fmt.Println(len(arr), arr)
	type T struct{ next *T }
	t := &T{&T{nil}}
	fmt.Println(t.next.next == nil)
	func() { noResults() }()
	go func() {}()
	var fn func(func(func() int) int) int = func(g func(func() int) int) int { return g(func() int { return 9 }) }
	fmt.Println(fn(func(h func() int) int { return h() + 1 }))
	_ = [](func() <-chan (chan<- int)){}
	var r, s = 'r', "s"
	fmt.Printf("%T %T %v\n", r, s, []interface{ error }{nil})
	lbl, goTo := 1, 2
lbl:
	for {
		lbl += goTo
		break lbl
	}
	fmt.Println(lbl, []string{0: "z"}[0], map[bool]int{true: 1}[1 < 2], struct{ v int }{4}.v, [...]int{1, 2}[1], "str"[2], len([]int{1}))
	π, 世界 := 3.14, "world"
	fmt.Println(π, 世界)
	if v, ok := map[string]int{"k": 1}["k"]; ok && v == 1 {
		fmt.Println("composite in condition")
	}
	for range [2]struct{}{} {
		fmt.Print("x")
	}
	fmt.Println()
}
