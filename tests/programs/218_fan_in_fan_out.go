// Fan-out to several workers, fan-in of their results in order.
package main

import (
	"fmt"
	"sync"
)

func isPrime(n int) bool {
	for i := 2; i*i <= n; i++ {
		if n%i == 0 {
			return false
		}
	}
	return n > 1
}

type future struct {
	n   int
	res chan bool
}

func main() {
	in := make(chan future)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() {
			for f := range in {
				f.res <- isPrime(f.n)
			}
		})
	}
	ordered := make(chan future, 5)
	go func() {
		defer close(ordered)
		defer close(in)
		for n := range 60 {
			f := future{n, make(chan bool, 1)}
			in <- f
			ordered <- f
		}
	}()
	for f := range ordered {
		if <-f.res {
			fmt.Print(f.n, " ")
		}
	}
	wg.Wait()
	fmt.Println()
	parts := make([]chan int, 4)
	for i := range parts {
		parts[i] = make(chan int)
		go func() {
			defer close(parts[i])
			for k := i; k < 20; k += 4 {
				parts[i] <- k
			}
		}()
	}
	for open := 4; open > 0; {
		open = 0
		for _, p := range parts {
			if v, ok := <-p; ok {
				fmt.Print(v, " ")
				open++
			}
		}
	}
	fmt.Println()
}
