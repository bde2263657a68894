// The concurrent prime sieve, with clean shutdown.
package main

import (
	"fmt"
	"sync"
)

func main() {
	done := make(chan struct{})
	var wg sync.WaitGroup
	src := make(chan int)
	wg.Go(func() {
		defer close(src)
		for i := 2; ; i++ {
			select {
			case src <- i:
			case <-done:
				return
			}
		}
	})
	c := src
	for i := range 25 {
		p, ok := <-c
		if !ok {
			break
		}
		fmt.Print(p, " ")
		in, out := c, make(chan int)
		wg.Go(func() {
			defer close(out)
			for v := range in {
				if v%p == 0 {
					continue
				}
				select {
				case out <- v:
				case <-done:
					return
				}
			}
		})
		c = out
		_ = i
	}
	close(done)
	for range c {
	}
	wg.Wait()
	fmt.Println("done")
}
