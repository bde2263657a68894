// All goroutines are asleep: several, each waiting for something else.
package main

import "fmt"

func sender(c chan int, started chan bool) {
	started <- true
	c <- 1
}

func selector(a, b chan int, started chan bool) {
	started <- true
	select {
	case <-a:
	case b <- 1:
	}
}

func main() {
	started := make(chan bool)
	go sender(make(chan int), started)
	<-started
	go selector(make(chan int), make(chan int), started)
	<-started
	go func() {
		started <- true
		var c chan int
		<-c
	}()
	<-started
	fmt.Println("all started")
	<-started
}
