// Batches by size or by time, whichever comes first.
package main

import (
	"fmt"
	"time"
)

func batch(in <-chan int, size int, wait time.Duration) <-chan []int {
	out := make(chan []int)
	go func() {
		defer close(out)
		var cur []int
		var timer <-chan time.Time
		flush := func() {
			if len(cur) > 0 {
				out <- cur
			}
			cur, timer = nil, nil
		}
		for {
			select {
			case v, ok := <-in:
				if !ok {
					flush()
					return
				}
				if cur = append(cur, v); len(cur) == 1 {
					timer = time.After(wait)
				}
				if len(cur) == size {
					flush()
				}
			case <-timer:
				flush()
			}
		}
	}()
	return out
}

func main() {
	in := make(chan int)
	out := batch(in, 3, 60*time.Millisecond)
	go func() {
		for i := range 7 {
			in <- i
		}
		time.Sleep(300 * time.Millisecond)
		in <- 7
		in <- 8
		time.Sleep(300 * time.Millisecond)
		in <- 9
		close(in)
	}()
	for b := range out {
		fmt.Println(b)
	}
}
