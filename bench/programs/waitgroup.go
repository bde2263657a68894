package main

import (
	"fmt"
	"sync"
	"time"
)

func spawn(n int) int {
	var wg sync.WaitGroup
	out := make([]int, n)
	for i := 0; i < n; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			out[i] = i
		}()
	}
	wg.Wait()
	sum := 0
	for _, v := range out {
		sum += v
	}
	return sum
}

func main() {
	start := time.Now()
	result := spawn(10_000)
	elapsed := time.Since(start)
	fmt.Println(result, elapsed.Nanoseconds())
}
