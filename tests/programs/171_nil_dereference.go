// A read through a nil pointer.
package main

import "fmt"

type node struct {
	next *node
	val  int
}

func sum(n *node) int { return n.val + sum(n.next) }

func main() {
	fmt.Println("start")
	fmt.Println(sum(&node{&node{nil, 1}, 2}))
}
