// A write through a nil pointer, in a deferred function.
package main

type counter struct{ n int }

func main() {
	var c *counter
	defer func() {
		println("about to write")
		c.n = 1
	}()
	println("body")
}
