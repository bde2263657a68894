// Command pipeline squares numbers in several goroutines.
package main

import (
	"fmt"
	"sync"
)

// squares sends the square of each number that it receives.
func squares(in <-chan int, out chan<- int, wg *sync.WaitGroup) {
	defer wg.Done()
	for n := range in {
		out <- n * n
	}
}

// run squares 1 to n with so many workers, in whatever order they get to it.
func run(n, workers int) []int {
	in, out := make(chan int), make(chan int)
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go squares(in, out, &wg)
	}
	go func() {
		for i := 1; i <= n; i++ {
			in <- i
		}
		close(in)
		wg.Wait()
		close(out)
	}()
	var results []int
	for v := range out {
		results = append(results, v)
	}
	return results
}

func main() {
	fmt.Println(run(8, 3))
}
