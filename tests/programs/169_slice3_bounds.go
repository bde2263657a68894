// Bounds of a full slice expression.
package main

func main() {
	a := [5]int{}
	n := 2
	s := a[:n:4]
	println(len(s), cap(s))
	s = s[:3:n]
	println(len(s), cap(s))
}
