package main

import (
	"fmt"
	"sync"
	"sync/atomic"
	"time"
)

// Everything that orders accesses.
func main() {
	var n, k int
	unbuffered, buffered, closed := make(chan int), make(chan int, 1), make(chan int)
	go func() { n++; unbuffered <- 1 }()
	<-unbuffered
	go func() { n++; buffered <- 1 }()
	<-buffered
	go func() { n++; close(closed) }()
	<-closed
	var mu sync.Mutex
	var rw sync.RWMutex
	var wg sync.WaitGroup
	for range 4 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			n++
			mu.Unlock()
			rw.Lock()
			k++
			rw.Unlock()
			rw.RLock()
			_ = k
			rw.RUnlock()
		}()
	}
	wg.Wait()
	var once sync.Once
	var flag atomic.Bool
	m := 0
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			once.Do(func() { m = 5 })
			_ = m
		}()
	}
	go func() { n++; flag.Store(true) }()
	for !flag.Load() {
		time.Sleep(time.Millisecond)
	}
	wg.Wait()
	fired := make(chan bool)
	time.AfterFunc(time.Millisecond, func() { n++; fired <- true })
	<-fired
	fmt.Println(n, k, m)
}
