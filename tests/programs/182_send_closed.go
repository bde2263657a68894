// A sender that waits when the channel is closed panics.
package main

import "fmt"

func main() {
	c := make(chan int)
	ready := make(chan bool)
	go func() {
		fmt.Println("closing")
		<-ready
		close(c)
	}()
	ready <- true
	c <- 1
}
