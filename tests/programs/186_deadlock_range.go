// All goroutines are asleep: ranging over a channel that nobody closes.
package main

import "fmt"

func main() {
	c := make(chan int)
	go func() {
		for i := range 3 {
			c <- i
		}
	}()
	for v := range c {
		fmt.Println(v)
	}
}
