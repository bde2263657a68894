// A select with one case and a default is at the line of the case, not at its own.
package main

import "fmt"

func try(ch chan<- int) {
	select {
	default:
		fmt.Println("full")
	case ch <- 1:
		fmt.Println("sent")
	}
}

func main() {
	ch := make(chan int, 1)
	try(ch)
	try(ch)
	close(ch)
	try(ch)
}
