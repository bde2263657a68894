// Single flight: callers for the same key share one call.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type call struct {
	done chan struct{}
	val  string
	err  error
	dups int
}

type flight struct {
	mu    sync.Mutex
	calls map[string]*call
}

func (f *flight) do(key string, fn func() (string, error)) (string, error, bool) {
	f.mu.Lock()
	if f.calls == nil {
		f.calls = map[string]*call{}
	}
	if c, ok := f.calls[key]; ok {
		c.dups++
		f.mu.Unlock()
		<-c.done
		return c.val, c.err, true
	}
	c := &call{done: make(chan struct{})}
	f.calls[key] = c
	f.mu.Unlock()
	c.val, c.err = fn()
	f.mu.Lock()
	delete(f.calls, key)
	f.mu.Unlock()
	close(c.done)
	return c.val, c.err, false
}

func main() {
	var f flight
	var runs atomic.Int32
	release := make(chan struct{})
	entered := make(chan struct{})
	var wg sync.WaitGroup
	var shared atomic.Int32
	caller := func() {
		v, err, dup := f.do("k", func() (string, error) {
			runs.Add(1)
			close(entered)
			<-release
			return "value", nil
		})
		if dup {
			shared.Add(1)
		}
		if v != "value" || err != nil {
			fmt.Println("wrong", v, err)
		}
	}
	wg.Go(caller)
	<-entered
	for range 5 {
		wg.Go(caller)
	}
	for {
		f.mu.Lock()
		n := f.calls["k"].dups
		f.mu.Unlock()
		if n == 5 {
			break
		}
		// Nothing to do but look again.
	}
	close(release)
	wg.Wait()
	fmt.Println(runs.Load(), shared.Load(), len(f.calls))
	fmt.Println(f.do("k", func() (string, error) { return "", fmt.Errorf("second call") }))
}
