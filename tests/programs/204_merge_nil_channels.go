// Merging two channels; a channel that is done is set to nil, so that its case never fires again.
package main

import "fmt"

func gen(from, to int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := from; i < to; i++ {
			c <- i
		}
	}()
	return c
}

func merge(a, b <-chan int) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for a != nil || b != nil {
			select {
			case v, ok := <-a:
				if !ok {
					a = nil
					continue
				}
				out <- v
			case v, ok := <-b:
				if !ok {
					b = nil
					continue
				}
				out <- v
			}
		}
	}()
	return out
}

func main() {
	sum, n := 0, 0
	last := map[bool]int{}
	ordered := true
	for v := range merge(gen(0, 50), gen(100, 130)) {
		sum += v
		n++
		ordered = ordered && v >= last[v >= 100]
		last[v >= 100] = v
	}
	fmt.Println(sum, n, ordered)
}
