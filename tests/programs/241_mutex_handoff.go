// Mutual exclusion is kept by every kind of lock, under contention.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type chanLock chan struct{}

func (c chanLock) Lock()   { c <- struct{}{} }
func (c chanLock) Unlock() { <-c }

type spin struct{ v atomic.Bool }

func (s *spin) Lock() {
	for !s.v.CompareAndSwap(false, true) {
		runtime.Gosched()
	}
}
func (s *spin) Unlock() { s.v.Store(false) }

type writer struct{ sync.RWMutex }

type condLock struct {
	c    *sync.Cond
	held bool
}

func (l *condLock) Lock() {
	l.c.L.Lock()
	for l.held {
		l.c.Wait()
	}
	l.held = true
	l.c.L.Unlock()
}

func (l *condLock) Unlock() {
	l.c.L.Lock()
	l.held = false
	l.c.L.Unlock()
	l.c.Signal()
}

func main() {
	locks := []sync.Locker{&sync.Mutex{}, make(chanLock, 1), &spin{}, &writer{}, &condLock{c: sync.NewCond(&sync.Mutex{})}}
	for _, l := range locks {
		var wg sync.WaitGroup
		inside, overlaps, n := 0, 0, 0
		for i := range 10 {
			wg.Go(func() {
				for k := range 20 {
					l.Lock()
					inside++
					if inside != 1 {
						overlaps++
					}
					if (i+k)%3 == 0 {
						runtime.Gosched()
					}
					n++
					inside--
					l.Unlock()
				}
			})
		}
		wg.Wait()
		fmt.Printf("%T %d %d\n", l, n, overlaps)
	}
}
