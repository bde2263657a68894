// Deferred calls run last in, first out; arguments are evaluated at the defer statement.
package main

import "fmt"

type T struct{ n int }

func (t T) show(s string)   { fmt.Println("T", t.n, s) }
func (t *T) pshow(s string) { fmt.Println("*T", t.n, s) }

func arg(s string) string { fmt.Println("evaluate", s); return s }

func f() (s string) {
	defer fmt.Println("first deferred, last run")
	x := 1
	defer fmt.Println("x was", x)
	defer func() { fmt.Println("x is", x) }()
	x = 2
	t := T{1}
	defer t.show("value")
	defer t.pshow("pointer")
	t.n = 2
	defer func(s string) { fmt.Println("with", s) }(arg("argument"))
	for i := range 3 {
		defer fmt.Print(i, " ")
	}
	fn := func() { fmt.Println("old function") }
	defer fn()
	fn = func() { fmt.Println("new function") }
	defer arg(arg("inner"))
	fmt.Println("body done")
	return "result"
}

func nested() {
	defer fmt.Println("nested outer")
	func() {
		defer fmt.Println("nested inner")
		fmt.Println("in closure")
	}()
	fmt.Println("in nested")
	if true {
		defer fmt.Println("deferred in if")
	}
}

func chain() {
	defer func() {
		defer func() {
			defer fmt.Println("3")
			fmt.Println("2")
		}()
		fmt.Println("1")
	}()
}

func main() {
	fmt.Println(f())
	nested()
	chain()
	m := map[string]int{"a": 1}
	func() {
		defer delete(m, "a")
		defer copy([]int{1}, []int{2})
		defer println("builtin deferred")
		fmt.Println(len(m))
	}()
	fmt.Println(len(m))
}
