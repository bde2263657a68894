// Functions in variables, maps, structs, channels; function types with methods; comparison with nil.
package main

import "fmt"

type binop func(int, int) int

func (b binop) flip() binop { return func(x, y int) int { return b(y, x) } }

type handler interface{ handle(string) string }
type handlerFunc func(string) string

func (f handlerFunc) handle(s string) string { return f(s) }

func middleware(pre string) func(handler) handler {
	return func(next handler) handler {
		return handlerFunc(func(s string) string { return pre + "(" + next.handle(s) + ")" })
	}
}

type button struct {
	onClick func() string
	name    string
}

func curry(f func(a, b, c int) int) func(int) func(int) func(int) int {
	return func(a int) func(int) func(int) int {
		return func(b int) func(int) int {
			return func(c int) int { return f(a, b, c) }
		}
	}
}

func add(a, b int) int { return a + b }

func main() {
	ops := map[string]binop{"+": add, "-": func(a, b int) int { return a - b }, "pow": nil}
	fmt.Println(ops["+"](3, 4), ops["-"].flip()(3, 4), ops["pow"] == nil, ops["none"] == nil)
	b := button{name: "ok"}
	b.onClick = func() string { return "clicked " + b.name }
	c := b
	c.name = "cancel"
	b.name = "OK"
	fmt.Println(b.onClick(), c.onClick())
	h := middleware("a")(middleware("b")(handlerFunc(func(s string) string { return s + "!" })))
	fmt.Println(h.handle("x"))
	fmt.Println(curry(func(a, b, c int) int { return a*100 + b*10 + c })(1)(2)(3))
	ch := make(chan func() int, 2)
	for i := range 2 {
		ch <- func() int { return i * 7 }
	}
	fmt.Println((<-ch)(), (<-ch)())
	var f func()
	fmt.Println(f == nil)
	f = func() { f = nil }
	f()
	fmt.Println(f == nil)
	pipeline := []func(int) int{func(x int) int { return x + 1 }, func(x int) int { return x * x }}
	x := 3
	for _, p := range pipeline {
		x = p(x)
	}
	fmt.Println(x)
	fmt.Println(func() (a, b int) { return 1, 2 }())
	arr := [...]func(string) int{func(s string) int { return len(s) }, func(s string) int { return int(s[0]) }}
	fmt.Println(arr[0]("abc"), arr[1]("abc"))
	fmt.Printf("%T %T %T\n", ops["+"], h, arr[0])
	m := fmt.Sprint
	fmt.Println(m("as", "value", 1, 2))
	var e any = add
	_, is := e.(func(int, int) int)
	_, isBinop := e.(binop)
	fmt.Println(is, isBinop)
}
