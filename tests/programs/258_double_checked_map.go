// A lazily filled map under an RWMutex, with the second check; every value is made once.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type lazy[K comparable, V any] struct {
	mu   sync.RWMutex
	m    map[K]V
	make func(K) V
	made atomic.Int32
}

func (l *lazy[K, V]) get(k K) V {
	l.mu.RLock()
	v, ok := l.m[k]
	l.mu.RUnlock()
	if ok {
		return v
	}
	l.mu.Lock()
	defer l.mu.Unlock()
	if v, ok := l.m[k]; ok {
		return v
	}
	if l.m == nil {
		l.m = make(map[K]V)
	}
	v = l.make(k)
	l.made.Add(1)
	l.m[k] = v
	return v
}

type memo struct {
	mu sync.Mutex
	m  map[int]*entry
}

type entry struct {
	once sync.Once
	v    int
}

func (m *memo) fib(n int) int {
	m.mu.Lock()
	e, ok := m.m[n]
	if !ok {
		e = &entry{}
		m.m[n] = e
	}
	m.mu.Unlock()
	e.once.Do(func() {
		if n < 2 {
			e.v = n
			return
		}
		var a, b int
		var wg sync.WaitGroup
		wg.Go(func() { a = m.fib(n - 1) })
		b = m.fib(n - 2)
		wg.Wait()
		e.v = a + b
	})
	return e.v
}

func main() {
	l := lazy[int, *string]{make: func(k int) *string { s := fmt.Sprint("value ", k); return &s }}
	var wg sync.WaitGroup
	var got [5]*string
	for i := range 50 {
		wg.Go(func() {
			p := l.get(i % 5)
			if i < 5 {
				got[i] = p
			}
		})
	}
	wg.Wait()
	same := true
	for i, p := range got {
		same = same && p == l.get(i)
	}
	fmt.Println(l.made.Load(), same, *l.get(3))
	m := memo{m: map[int]*entry{}}
	fmt.Println(m.fib(40), len(m.m))
}
