// A buffered channel as a semaphore: never more than its capacity at once.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type semaphore chan struct{}

func (s semaphore) acquire(n int) {
	for range n {
		s <- struct{}{}
	}
}

func (s semaphore) release(n int) {
	for range n {
		<-s
	}
}

func (s semaphore) try() bool {
	select {
	case s <- struct{}{}:
		return true
	default:
		return false
	}
}

func main() {
	s := make(semaphore, 3)
	var active, most, done atomic.Int32
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			s.acquire(1)
			defer s.release(1)
			n := active.Add(1)
			for {
				m := most.Load()
				if n <= m || most.CompareAndSwap(m, n) {
					break
				}
			}
			for range 5 {
				runtime.Gosched()
			}
			active.Add(-1)
			done.Add(1)
		})
	}
	wg.Wait()
	fmt.Println(done.Load(), most.Load() <= 3, most.Load() >= 1, active.Load())
	fmt.Println(s.try(), s.try(), s.try(), s.try(), len(s))
	s.release(2)
	fmt.Println(s.try(), len(s))
}
