package main

import "time"

type inner struct{ x, y int }

type value struct {
	a, b int
	inner
}

func (v value) A() int { return v.a }
func (i inner) X() int { return i.x }

type numbers []int

func (n numbers) First() int { return n[0] }

type getter interface{ A() int }
type firster interface{ First() int }

var getters = map[string]getter{}
var firsters = map[string]firster{}
var shared int

//go:noinline
func use(x ...any) {}

func both(first, second func()) {
	go first()
	time.Sleep(20 * time.Millisecond)
	second()
}

// Copies of which one field is used, methods called through pointers, operands on lines of their own.
func main() {
	vs := []value{{}, {}}
	both(func() {
		for _, v := range vs {
			use(v.a)
		}
	}, func() { vs[1].y = 2 })
	arr := [2]value{}
	both(func() {
		for _, v := range arr {
			use(v.a)
		}
	}, func() { arr[1].y = 2 })
	p := &value{}
	both(func() { c := *p; use(c.a) }, func() { p.y = 2 })
	getters["q"] = &value{}
	q := getters["q"].(*value)
	both(func() { use(getters["q"].A()) }, func() { q.y = 2 })
	r := &numbers{1, 2}
	firsters["r"] = r
	both(func() { use(firsters["r"].First()) }, func() { *r = nil })
	s := &value{}
	both(func() { f := (*value).A; use(f(s)) }, func() { s.y = 2 })
	ch := make(chan value, 2)
	var sent value
	both(func() {
		select {
		case ch <- sent:
		default:
		}
	}, func() { sent.y = 2 })
	t := &value{}
	both(func() {
		use(
			1,
			t.b,
		)
	}, func() { t.b = 2 })
	both(func() {
		use(
			1,
			shared,
		)
	}, func() { shared = 2 })
	u := []value{{}}
	both(func() {
		use([]value{
			{},
			u[0],
		})
	}, func() { u[0].y = 2 })
}
