// Nil and empty slices, and what can be done with them.
// Vet: an append of nothing is what it shows.
package main

import "fmt"

func f(xs ...int) (int, bool) { return len(xs), xs == nil }

func main() {
	var n []int
	e := []int{}
	m := make([]int, 0)
	fmt.Println(n == nil, e == nil, m == nil, n[:] == nil, e[:0] == nil)
	fmt.Println(len(n), cap(n), n, e, fmt.Sprintf("%v %d %#v %#v", n, e, n, e))
	for range n {
		fmt.Println("never")
	}
	n = append(n)
	fmt.Println(n == nil)
	n = append(n, e...)
	fmt.Println(n == nil)
	n = append(n, 1)
	fmt.Println(n, copy(n, e), copy(e, n))
	fmt.Println(f())
	fmt.Println(f(nil...))
	fmt.Println(f(e...))
	fmt.Println(f(1, 2))
	var nn [][]int
	nn = append(nn, nil, []int{}, []int{1})
	fmt.Println(nn, nn[0] == nil, nn[1] == nil)
	var s []byte
	fmt.Println(string(s) == "", []byte("") == nil, []rune("") == nil)
	clear(n)
	fmt.Println(n)
	z := n[:0]
	z = append(z, 5)
	fmt.Println(n, z)
	type list []int
	var l list = []int{3, 2, 1}
	fmt.Println(l, len(l))
}
