// A panic in another goroutine ends the program.
package main

import "fmt"

func worker(c chan int) {
	v := <-c
	fmt.Println("worker got", v)
	panic(fmt.Sprint("worker fails with ", v))
}

func main() {
	c := make(chan int)
	go worker(c)
	c <- 5
	select {}
}
