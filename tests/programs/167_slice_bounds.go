// Slice bounds out of range.
package main

import "fmt"

func cut(s []byte, lo, hi int) []byte { return s[lo:hi] }

func main() {
	s := make([]byte, 3, 10)
	fmt.Println(cut(s, 1, 10))
	fmt.Println(cut(s, 1, 11))
}
