// Package variables are initialised by dependency, then init functions run in order.
package main

import "fmt"

var (
	a = c + b
	b = f()
	c = 1
)

var x, y = pair()

var table = build()

var _ = announce("blank")

var late = early + 1
var early = announceInt("early", 10)

var viaFunc = useHidden()
var hidden = announceInt("hidden", 5)

var viaMethod = T{}.get()
var forMethod = announceInt("forMethod", 7)

type T struct{}

func (T) get() int { return forMethod * 2 }

func useHidden() int { return hidden + 1 }

func f() int { fmt.Println("f called, c =", c); c++; return c }

func pair() (int, int) { fmt.Println("pair, a =", a); return a, b }

func build() map[string]int { return map[string]int{"a": a, "x": x} }

func announce(s string) int { fmt.Println("announce", s); return 0 }

func announceInt(s string, n int) int { announce(s); return n }

func init() {
	fmt.Println("init 1", a, b, c)
	a = 100
}

var fn = func() int { return lazy }
var lazy = announceInt("lazy", 3)

func init() {
	fmt.Println("init 2", a, x, y)
}

func main() {
	fmt.Println(a, b, c, x, y, table, late, early, viaFunc, viaMethod, fn())
}

func init() { fmt.Println("init 3") }
