// Operands are evaluated left to right where the language says so: calls, receives, logical operators.
package main

import "fmt"

var log []string

func f(s string, v int) int {
	log = append(log, s)
	return v
}

func b(s string, v bool) bool {
	log = append(log, s)
	return v
}

func flush() {
	fmt.Println(log)
	log = nil
}

type T struct{}

func (T) m(x int) T { f(fmt.Sprint("m", x), 0); return T{} }

func fn(name string) func(int, int) int {
	f(name, 0)
	return func(a, b int) int { f("call", 0); return a*10 + b }
}

func main() {
	_ = f("a", 1) + f("b", 2)*f("c", 3)
	flush()
	_ = b("x", false) && b("y", true) || b("z", true)
	flush()
	_ = b("p", true) || b("q", true)
	flush()
	fmt.Println(fn("fn")(f("arg1", 1), f("arg2", 2)))
	flush()
	_ = []int{f("e0", 0), f("e1", 1), 5: f("e5", 5)}
	flush()
	arr := [3]int{}
	arr[f("index", 1)] = f("value", 9)
	flush()
	T{}.m(f("a1", 1)).m(f("a2", 2))
	flush()
	_ = map[string]int{"k": f("v1", 1), "l": f("v2", 2)}
	flush()
	c := make(chan int, 2)
	c <- f("send", 5)
	_ = f("before", 1) + <-c + f("after", 2)
	flush()
	x := 1
	inc := func() int { x++; return x }
	y := inc() + inc()*10
	fmt.Println(x, y)
	s := []func(){func() { f("s0", 0) }, func() { f("s1", 0) }}
	s[f("i", 1)]()
	flush()
	defer func(a, b int) { flush() }(f("d1", 1), f("d2", 2))
	if v := f("init", 3); b("cond", v > 2) {
		f("then", 0)
	}
	flush()
	switch f("tag", 2) {
	case f("one", 1), f("two", 2), f("three", 3):
		f("body", 0)
	case f("four", 4):
	}
	flush()
	st := struct{ a, b int }{b: f("fb", 1), a: f("fa", 2)}
	fmt.Println(st)
	var p *int
	func() {
		defer func() { recover(); flush() }()
		*p = f("rhs first", 1)
	}()
}
