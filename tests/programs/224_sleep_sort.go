// Sleeping goroutines wake in the order of their times.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	var order []int
	for _, n := range []int{5, 1, 4, 2, 3} {
		wg.Go(func() {
			time.Sleep(time.Duration(n) * 30 * time.Millisecond)
			mu.Lock()
			order = append(order, n)
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(order)
	heartbeat := time.NewTicker(25 * time.Millisecond)
	deadline := time.After(110 * time.Millisecond)
	n := 0
loop:
	for {
		select {
		case <-heartbeat.C:
			n++
		case <-deadline:
			break loop
		}
	}
	fmt.Println(n >= 3 && n <= 4)
}
