// A pipeline of stages that stop early when the consumer has enough.
package main

import (
	"fmt"
	"sync"
)

func generate(done <-chan struct{}, wg *sync.WaitGroup) <-chan int {
	out := make(chan int)
	wg.Go(func() {
		defer close(out)
		for i := 0; ; i++ {
			select {
			case out <- i:
			case <-done:
				return
			}
		}
	})
	return out
}

func stage[A, B any](done <-chan struct{}, wg *sync.WaitGroup, in <-chan A, f func(A) (B, bool)) <-chan B {
	out := make(chan B)
	wg.Go(func() {
		defer close(out)
		for v := range in {
			r, keep := f(v)
			if !keep {
				continue
			}
			select {
			case out <- r:
			case <-done:
				return
			}
		}
	})
	return out
}

func main() {
	done := make(chan struct{})
	var wg sync.WaitGroup
	squares := stage(done, &wg, generate(done, &wg), func(i int) (int, bool) { return i * i, i%3 == 1 })
	texts := stage(done, &wg, squares, func(i int) (string, bool) { return fmt.Sprint("<", i, ">"), true })
	n := 0
	for s := range texts {
		fmt.Print(s, " ")
		if n++; n == 8 {
			break
		}
	}
	close(done)
	wg.Wait()
	fmt.Println("stopped")
}
