// Function literals called at once, returned, in struct literals, recursive through variables, with named results.
package main

import "fmt"

var table = [...]struct {
	name string
	f    func(...int) int
}{
	{"sum", func(xs ...int) (t int) {
		for _, x := range xs {
			t += x
		}
		return
	}},
	{"first", func(xs ...int) int { return xs[0] }},
	{"count", func(xs ...int) int { return len(xs) }},
}

var initialised = func() map[string]int {
	m := map[string]int{}
	for i, t := range table {
		m[t.name] = i
	}
	return m
}()

type op struct {
	apply func(float64) float64
	undo  func(float64) float64
}

func ops() []op {
	k := 2.0
	return []op{
		{func(x float64) float64 { return x * k }, func(x float64) float64 { return x / k }},
		{func(x float64) float64 { k++; return x + k }, func(x float64) float64 { defer func() { k-- }(); return x - k }},
	}
}

func safely(f func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("caught: %v", r)
		}
	}()
	f()
	return
}

func bench(n int, body func(i int) (stop bool)) int {
	for i := range n {
		if body(i) {
			return i
		}
	}
	return n
}

func main() {
	for _, t := range table {
		fmt.Print(t.name, t.f(4, 5, 6), " ")
	}
	fmt.Println(initialised)
	x := 10.0
	o := ops()
	for _, p := range o {
		x = p.apply(x)
	}
	fmt.Println(x)
	for i := len(o) - 1; i >= 0; i-- {
		x = o[i].undo(x)
	}
	fmt.Println(x)
	fmt.Println(safely(func() { table[1].f() }), safely(func() {}))
	fmt.Println(bench(100, func(i int) bool { return i*i > 50 }), bench(3, func(int) (s bool) { return }))
	a, b := func() (int, string) { return 1, "b" }()
	c := func(f func(int) int) int { return f(f(a)) }(func(i int) int { return i*10 + len(b) })
	fmt.Println(c)
	var even, odd func(int) bool
	even = func(n int) bool { return n == 0 || odd(n-1) }
	odd = func(n int) bool { return n != 0 && even(n-1) }
	fmt.Println(even(10), odd(10))
	y := func(f func(func(int) int) func(int) int) func(int) int {
		type rec func(rec) func(int) int
		g := func(r rec) func(int) int { return f(func(n int) int { return r(r)(n) }) }
		return g(g)
	}
	fmt.Println(y(func(self func(int) int) func(int) int {
		return func(n int) int {
			if n < 2 {
				return 1
			}
			return n * self(n-1)
		}
	})(12))
	func(xs ...string) { fmt.Println(len(xs), xs) }("a", "b")
	if v := func() int { return 5 }(); v > 3 {
		fmt.Println(v)
	}
	switch f := func() bool { return true }; {
	case f():
		fmt.Println("case")
	}
	defer func(s string) func() { fmt.Println("now", s); return func() { fmt.Println("later", s) } }("x")()
}
