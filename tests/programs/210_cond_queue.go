// A condition variable: a bounded queue with Wait, Signal and Broadcast.
package main

import (
	"fmt"
	"sync"
)

type queue struct {
	mu       sync.Mutex
	notEmpty *sync.Cond
	notFull  *sync.Cond
	items    []int
	closed   bool
	max      int
}

func newQueue(n int) *queue {
	q := &queue{max: n}
	q.notEmpty, q.notFull = sync.NewCond(&q.mu), sync.NewCond(&q.mu)
	return q
}

func (q *queue) put(v int) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == q.max {
		q.notFull.Wait()
	}
	q.items = append(q.items, v)
	q.notEmpty.Signal()
}

func (q *queue) get() (v int, ok bool) {
	q.mu.Lock()
	defer q.mu.Unlock()
	for len(q.items) == 0 && !q.closed {
		q.notEmpty.Wait()
	}
	if len(q.items) == 0 {
		return 0, false
	}
	v, q.items = q.items[0], q.items[1:]
	q.notFull.Signal()
	return v, true
}

func (q *queue) close() {
	q.mu.Lock()
	q.closed = true
	q.mu.Unlock()
	q.notEmpty.Broadcast()
}

func main() {
	q := newQueue(2)
	var producers, consumers sync.WaitGroup
	var mu sync.Mutex
	sum, n := 0, 0
	for range 3 {
		consumers.Go(func() {
			for {
				v, ok := q.get()
				if !ok {
					return
				}
				mu.Lock()
				sum += v
				n++
				mu.Unlock()
			}
		})
	}
	for i := range 4 {
		producers.Go(func() {
			for j := range 25 {
				q.put(i*100 + j)
			}
		})
	}
	producers.Wait()
	q.close()
	consumers.Wait()
	fmt.Println(sum, n, len(q.items))
}
