package main

import (
	"sync"
	"time"
)

type stack[T any] struct {
	mu    sync.Mutex
	items []T
	size  int
}

func (s *stack[T]) push(v T) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.items = append(s.items, v)
	s.size++
}

func (s *stack[T]) len() int { return s.size }

type sized interface{ len() int }

func measure(s sized) int { return s.len() }

// A forgotten lock.
func main() {
	s := &stack[string]{}
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		s.push("a")
	}()
	time.Sleep(20 * time.Millisecond)
	println(measure(s))
	wg.Wait()
	println(measure(s))
}
