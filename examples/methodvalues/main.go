// Method values: x.f without a call is a closure that holds x.
package main

type counter struct{ n int }

func (c *counter) inc() { c.n++ }

func run(f func()) { f() }

var handlers []func()

func register(c *counter) {
	handlers = append(handlers, c.inc)
}

func direct() int {
	var c counter
	run(c.inc)
	return c.n
}

func main() {
	var c counter
	register(&c)
	handlers[0]()
	println(c.n, direct())
}
