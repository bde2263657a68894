// Readers share an RWMutex, a writer has it alone; TryRLock, RLocker.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var mu sync.RWMutex
	data := map[int]int{}
	mu.RLock()
	mu.RLock()
	fmt.Println(mu.TryRLock(), mu.TryLock())
	mu.RUnlock()
	mu.RUnlock()
	mu.RUnlock()
	fmt.Println(mu.TryLock(), mu.TryRLock(), mu.TryLock())
	mu.Unlock()
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			for j := range 10 {
				mu.Lock()
				data[i*10+j]++
				mu.Unlock()
			}
		})
		wg.Go(func() {
			for j := range 10 {
				mu.RLock()
				_ = data[j]
				mu.RUnlock()
			}
		})
	}
	wg.Wait()
	fmt.Println(len(data))
	l := mu.RLocker()
	l.Lock()
	fmt.Println(mu.TryRLock())
	mu.RUnlock()
	l.Unlock()
	// Two readers that meet while both hold the lock.
	a, b := make(chan bool), make(chan bool)
	read := func(mine, other chan bool) {
		mu.RLock()
		defer mu.RUnlock()
		select {
		case mine <- true:
		case <-other:
		}
	}
	wg.Go(func() { read(a, b) })
	wg.Go(func() { read(b, a) })
	wg.Wait()
	fmt.Println("met")
}
