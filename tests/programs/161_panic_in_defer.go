// A deferred function that panics while another panic is under way: both are shown.
package main

import "fmt"

func main() {
	defer fmt.Println("last deferred")
	defer func() {
		panic("second")
	}()
	defer func() {
		panic("in between")
	}()
	panic("first")
}
