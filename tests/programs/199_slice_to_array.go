// The conversion of a slice to an array or array pointer, when it is too short.
package main

import "fmt"

func main() {
	s := []int{1, 2, 3}
	fmt.Println([2]int(s), *(*[3]int)(s), [0]int(s))
	var n []int
	fmt.Println((*[0]int)(n) == nil, (*[0]int)(s[:0]) == nil, [0]int(n))
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = (*[1]int)(n)
	}()
	fmt.Println([4]int(s))
}
