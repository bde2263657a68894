// All goroutines are asleep: a condition that nobody signals, and a read lock behind a write lock.
package main

import "sync"

func main() {
	var rw sync.RWMutex
	rw.RLock()
	started := make(chan bool)
	go func() {
		started <- true
		rw.Lock()
	}()
	<-started
	c := sync.NewCond(&sync.Mutex{})
	c.L.Lock()
	c.Wait()
}
