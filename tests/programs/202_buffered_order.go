// A buffered channel keeps the order and blocks when full; values are there after it is closed.
package main

import "fmt"

func main() {
	c := make(chan int, 3)
	full := make(chan bool)
	go func() {
		for i := range 10 {
			if i == 3 {
				full <- true
			}
			c <- i
		}
		close(c)
	}()
	<-full
	fmt.Println(len(c), cap(c))
	for v := range c {
		fmt.Print(v, " ")
	}
	v, ok := <-c
	fmt.Println(v, ok)
	d := make(chan string, 2)
	d <- "a"
	d <- "b"
	close(d)
	for range 3 {
		s, ok := <-d
		fmt.Printf("%q %v ", s, ok)
	}
	fmt.Println()
}
