// append: the first elements may be on the stack. What is appended by pointer is not.
package main

func sum(n int) (total int) {
	var s []int
	for i := range n {
		s = append(s, i)
	}
	for _, v := range s {
		total += v
	}
	return total
}

func collect(n int) []int {
	var s []int
	for i := range n {
		s = append(s, i)
	}
	return s
}

func pointers() int {
	a, b := 1, 2
	s := append([]*int{&a}, &b)
	return *s[0] + *s[1]
}

func main() {
	println(sum(3), len(collect(3)), pointers())
}
