// A select of a single case is a plain send or receive, and that is what a goroutine waits for.
package main

import "fmt"

func main() {
	c := make(chan int, 1)
	select {
	case c <- 3:
		fmt.Println("sent")
	}
	var v int
	var ok bool
	select {
	case v, ok = <-c:
		fmt.Println(v, ok)
	}
	close(c)
	for i := 0; ; i++ {
		select {
		case v, ok := <-c:
			if i < 2 {
				continue
			}
			fmt.Println(v, ok, i)
		}
		break
	}
	d := make(chan string)
	go func() {
		select {
		case d <- "a":
		}
	}()
	select {
	case s := <-d:
		fmt.Println(s)
	}
	defer fmt.Println("not reached")
	select {
	case <-d:
	}
}
