// make: a size that is not known, one that is, and one that is too large.
package main

func unknown(n int) int {
	s := make([]int, n)
	return len(s)
}

func constant() int {
	s := make([]int, 64)
	return len(s)
}

func tooLarge() int {
	s := make([]int, 10_000)
	return len(s)
}

func nothing(n int) int {
	s := make([]struct{}, n)
	return len(s)
}

func main() {
	println(unknown(5), constant(), tooLarge(), nothing(5))
}
