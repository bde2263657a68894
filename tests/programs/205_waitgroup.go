// A WaitGroup waits for goroutines; the method Go; reuse.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	results := make([]int, 10)
	for i := range results {
		wg.Add(1)
		go func() {
			defer wg.Done()
			results[i] = i * i
		}()
	}
	wg.Wait()
	fmt.Println(results)
	for round := range 3 {
		for i := range results {
			wg.Go(func() { results[i] += round })
		}
		wg.Wait()
	}
	fmt.Println(results)
	wg.Add(2)
	go wg.Done()
	go wg.Add(-1)
	wg.Wait()
	wg.Wait()
	defer func() { fmt.Println(recover()) }()
	wg.Done()
}
