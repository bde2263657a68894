// Infinite recursion.
package main

type node struct{ next *node }

//go:noinline
func (n *node) length() int {
	return 1 + n.next.length()
}

func main() {
	n := &node{}
	n.next = n
	println("start")
	println(n.length())
}
