// Closing a nil channel, and a send on a closed one, recovered.
package main

import "fmt"

func main() {
	func() {
		defer func() { fmt.Println(recover()) }()
		c := make(chan string)
		close(c)
		c <- "x"
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		c := make(chan string, 1)
		close(c)
		select {
		case c <- "x":
		default:
		}
	}()
	var c chan int
	close(c)
}
