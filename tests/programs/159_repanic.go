// A panic recovered and raised again, with another value.
package main

import "fmt"

func work() {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("got", r)
			panic(fmt.Sprintf("re-panic: %v", r))
		}
	}()
	panic("original")
}

func main() {
	work()
}
