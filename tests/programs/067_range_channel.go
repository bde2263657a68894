// Ranging over channels until they are closed.
package main

import "fmt"

func produce(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i * i
		}
	}()
	return c
}

func main() {
	for v := range produce(5) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	c := make(chan string, 3)
	c <- "a"
	c <- "b"
	close(c)
	for s := range c {
		fmt.Print(s, len(c), " ")
	}
	v, ok := <-c
	fmt.Printf("%q %v %d %d\n", v, ok, len(c), cap(c))
	n := 0
	for range produce(7) {
		n++
	}
	fmt.Println(n)
	var last int
	for last = range produce(4) {
		if last == 4 {
			break
		}
	}
	fmt.Println(last)
	done := make(chan struct{})
	go func() {
		defer close(done)
		for v := range produce(3) {
			fmt.Print("got ", v, "; ")
		}
		fmt.Println()
	}()
	<-done
	cc := make(chan chan int, 2)
	cc <- make(chan int, 1)
	close(cc)
	for c := range cc {
		c <- 5
		fmt.Println(<-c)
	}
}
