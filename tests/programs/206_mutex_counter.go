// A mutex protects a map and a counter from many goroutines; TryLock.
package main

import (
	"fmt"
	"sync"
)

type counter struct {
	sync.Mutex
	n map[string]int
}

func (c *counter) inc(k string) {
	c.Lock()
	defer c.Unlock()
	c.n[k]++
}

func main() {
	c := counter{n: map[string]int{}}
	var wg sync.WaitGroup
	for i := range 50 {
		wg.Go(func() {
			for range 20 {
				c.inc([]string{"a", "b", "c"}[i%3])
			}
		})
	}
	wg.Wait()
	fmt.Println(c.n)
	fmt.Println(c.TryLock(), c.TryLock())
	c.Unlock()
	fmt.Println(c.TryLock())
	locked := make(chan bool)
	go func() {
		locked <- c.TryLock()
		c.Lock()
		locked <- true
	}()
	fmt.Println(<-locked)
	c.Unlock()
	fmt.Println(<-locked)
}
