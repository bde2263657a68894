// Main is blocked for ever while another goroutine has ended by Goexit without its last send.
package main

import (
	"fmt"
	"runtime"
)

func produce(c chan<- int, fail bool) {
	c <- 1
	if fail {
		runtime.Goexit()
	}
	c <- 2
}

func main() {
	c := make(chan int)
	go produce(c, true)
	fmt.Println(<-c)
	fmt.Println(<-c)
}
