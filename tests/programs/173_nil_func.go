// A call of a nil function.
package main

import "fmt"

type hooks struct{ before, after func(string) }

func run(h hooks) {
	h.before("x")
	h.after("y")
}

func main() {
	run(hooks{before: func(s string) { fmt.Println("before", s) }})
}
