// The order of operations in append and in assignments of several values, seen by which panic comes first.
package main

import "fmt"

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

//go:noinline
func id[T any](x T) T { return x }

var g = []int{1}

func main() {
	k := -3
	try("append", func() { g = append(g, 1, g[id(7)], 5<<k) })
	try("append", func() { g = append(g, 1<<k, g[7]) })
	try("two", func() { g[id(9)], g[id(8)] = max(id(1), 2), 5>>k })
	s := []int{1, 2, 3}
	s, t := s[1:], s[:]
	fmt.Println(s, t)
	s, s[0] = s[1:], len(s)
	fmt.Println(s, t)
	var b [4]bool
	i := 0
	i, b[i] = i+1, i > 0 || s[0] == 3
	fmt.Println(i, b)
}
