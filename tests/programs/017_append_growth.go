// The capacity that append chooses on the heap, by element size and number.
package main

import "fmt"

var sink any // keeps the slices on the heap

type triple struct{ a, b, c int }

func growth[T any](name string, n int) {
	var s []T
	last := -1
	fmt.Print(name, ":")
	for range n {
		var zero T
		s = append(s, zero)
		sink = s
		if cap(s) != last {
			last = cap(s)
			fmt.Print(" ", last)
		}
	}
	fmt.Println()
}

func show[T any](s []T) {
	sink = s
	fmt.Println(len(s), cap(s))
}

func main() {
	growth[byte]("byte", 5000)
	growth[int16]("int16", 3000)
	growth[int32]("int32", 3000)
	growth[int]("int", 3000)
	growth[string]("string", 2000)
	growth[triple]("triple", 1000)
	growth[*int]("*int", 600)
	growth[any]("any", 600)
	growth[[5]byte]("[5]byte", 600)
	var b []byte
	b = append(b, "hello"...)
	show(b)
	i := append([]int{1, 2, 3}, 4, 5, 6, 7)
	show(i)
	i = append(make([]int, 5), make([]int, 6)...)
	show(i)
	j := append([]int32(nil), 1, 2, 3)
	show(j)
	k := append([]int(nil), make([]int, 1000)...)
	show(k)
	e := append([]struct{}{}, struct{}{}, struct{}{})
	fmt.Println(len(e))
}
