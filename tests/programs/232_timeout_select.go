// A select with a time limit, a heartbeat and cancellation, in a loop.
package main

import (
	"fmt"
	"time"
)

func fetch(delay time.Duration, v string) <-chan string {
	c := make(chan string, 1)
	go func() {
		time.Sleep(delay)
		c <- v
	}()
	return c
}

func first(cs ...<-chan string) string {
	out := make(chan string, len(cs))
	for _, c := range cs {
		go func() { out <- <-c }()
	}
	select {
	case v := <-out:
		return v
	case <-time.After(200 * time.Millisecond):
		return "timeout"
	}
}

func main() {
	fmt.Println(first(fetch(80*time.Millisecond, "slow"), fetch(5*time.Millisecond, "fast")))
	fmt.Println(first(fetch(time.Hour, "never")), first())
	c := fetch(100*time.Millisecond, "result")
	polls := 0
	for done := false; !done; {
		select {
		case v := <-c:
			fmt.Println(v, polls >= 2)
			done = true
		case <-time.After(25 * time.Millisecond):
			polls++
		}
	}
	timeout := time.NewTimer(time.Second)
	select {
	case v := <-fetch(time.Millisecond, "in time"):
		fmt.Println(v, timeout.Stop())
	case <-timeout.C:
		fmt.Println("too late")
	}
}
