package main

import (
	"fmt"
	"sync"
	"time"
)

type job struct {
	id  int
	sum int
}

// Jobs pass through three stages of four workers, over buffered channels.
func main() {
	start := time.Now()
	const n = 100_000
	first := make(chan *job, 16)
	in := first
	for stage := range 3 {
		out := make(chan *job, 16)
		var wg sync.WaitGroup
		for range 4 {
			wg.Add(1)
			go func(in <-chan *job) {
				defer wg.Done()
				for j := range in {
					j.sum += j.id * (stage + 1)
					out <- j
				}
			}(in)
		}
		go func() {
			wg.Wait()
			close(out)
		}()
		in = out
	}
	go func() {
		for i := range n {
			first <- &job{id: i}
		}
		close(first)
	}()
	total := 0
	for j := range in {
		total += j.sum
	}
	fmt.Println(total, time.Since(start).Nanoseconds())
}
