// A waiting writer keeps new readers out.
package main

import (
	"fmt"
	"sync"
	"time"
)

func main() {
	var mu sync.RWMutex
	var wg sync.WaitGroup
	var order []string
	var om sync.Mutex
	note := func(s string) {
		om.Lock()
		order = append(order, s)
		om.Unlock()
	}
	mu.RLock()
	wg.Go(func() {
		mu.Lock()
		note("writer")
		mu.Unlock()
	})
	for mu.TryRLock() {
		mu.RUnlock()
		time.Sleep(time.Millisecond)
	}
	fmt.Println("a writer waits: no more readers")
	wg.Go(func() {
		mu.RLock()
		note("late reader")
		mu.RUnlock()
	})
	time.Sleep(50 * time.Millisecond)
	note("first reader done")
	mu.RUnlock()
	wg.Wait()
	fmt.Println(order)
}
