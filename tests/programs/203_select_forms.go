// All forms of select: receive, send, assignment, default, closed and nil channels.
package main

import "fmt"

func main() {
	a, b := make(chan int, 1), make(chan string, 1)
	a <- 1
	for range 3 {
		select {
		case v := <-a:
			fmt.Println("a", v)
			b <- "from a"
		case s, ok := <-b:
			fmt.Println("b", s, ok)
			close(b)
			b = nil
		default:
			fmt.Println("default")
		}
	}
	done := make(chan struct{})
	out := make(chan int)
	go func() {
		defer close(done)
		for i := range 3 {
			select {
			case out <- i:
			case <-done:
			}
		}
	}()
	n := 0
	for open := true; open; {
		select {
		case v := <-out:
			n += v + 1
		case _, open = <-done:
		}
	}
	fmt.Println(n)
	var x []int
	x = append(x, 0)
	a <- 7
	select {
	case x[0] = <-a:
	}
	fmt.Println(x)
}
