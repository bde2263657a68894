// An unrecovered panic with a string: the message, the goroutine, exit code 2.
package main

import "fmt"

func inner(n int) {
	if n == 0 {
		panic("something is wrong")
	}
	inner(n - 1)
}

func main() {
	fmt.Println("before")
	inner(2)
	fmt.Println("never")
}
