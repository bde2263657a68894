// Spinning on an atomic with Gosched; a ticket lock; a lock-free stack.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

type ticketLock struct{ next, serving atomic.Uint32 }

func (l *ticketLock) Lock() {
	t := l.next.Add(1) - 1
	for l.serving.Load() != t {
		runtime.Gosched()
	}
}
func (l *ticketLock) Unlock() { l.serving.Add(1) }

type node struct {
	v    int
	next *node
}

type stack struct{ head atomic.Pointer[node] }

func (s *stack) push(v int) {
	n := &node{v: v}
	for {
		n.next = s.head.Load()
		if s.head.CompareAndSwap(n.next, n) {
			return
		}
	}
}

func (s *stack) pop() (int, bool) {
	for {
		h := s.head.Load()
		if h == nil {
			return 0, false
		}
		if s.head.CompareAndSwap(h, h.next) {
			return h.v, true
		}
	}
}

func main() {
	var l ticketLock
	var s stack
	var wg sync.WaitGroup
	n := 0
	for i := range 8 {
		wg.Go(func() {
			for j := range 25 {
				l.Lock()
				n++
				l.Unlock()
				s.push(i*100 + j)
			}
		})
	}
	wg.Wait()
	sum, count := 0, 0
	for v, ok := s.pop(); ok; v, ok = s.pop() {
		sum += v
		count++
	}
	fmt.Println(n, sum, count)
	var ready atomic.Bool
	go func() { ready.Store(true) }()
	for !ready.Load() {
		runtime.Gosched()
	}
	fmt.Println("ready")
}
