// Many goroutines of several kinds at once; the totals are what counts.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	totals := map[string]int{}
	add := func(k string, n int) {
		mu.Lock()
		totals[k] += n
		mu.Unlock()
	}
	c, sig := make(chan int, 3), make(chan struct{})
	for i := range 20 {
		wg.Go(func() {
			for k := range 10 {
				c <- k
				if i%4 == 0 {
					runtime.Gosched()
				}
			}
		})
	}
	var recv sync.WaitGroup
	for range 5 {
		recv.Go(func() {
			for v := range c {
				add("recv", v)
			}
		})
	}
	for range 30 {
		wg.Go(func() {
			<-sig
			add("woken", 1)
		})
	}
	for i := range 10 {
		wg.Go(func() {
			time.Sleep(time.Duration(i) * time.Millisecond)
			add("slept", i)
		})
		wg.Go(func() {
			defer add("yield", 1)
			for range 20 {
				runtime.Gosched()
			}
		})
		wg.Go(func() {
			var inner sync.WaitGroup
			for j := range i {
				inner.Go(func() { add("nested", j) })
			}
			inner.Wait()
		})
	}
	wg.Go(func() {
		time.Sleep(2 * time.Millisecond)
		close(sig)
	})
	wg.Wait()
	close(c)
	recv.Wait()
	fmt.Println(totals)
	const many = 2000
	out := make(chan int)
	for i := range many {
		go func() { out <- i }()
	}
	sum := 0
	for range many {
		sum += <-out
	}
	fmt.Println(sum)
	head := make(chan int)
	in := head
	for range 500 {
		next := make(chan int)
		go func(a, b chan int) {
			for v := range a {
				b <- v + 1
			}
			close(b)
		}(in, next)
		in = next
	}
	go func() {
		for v := range 3 {
			head <- v
		}
		close(head)
	}()
	for v := range in {
		fmt.Print(v, " ")
	}
	fmt.Println()
}
