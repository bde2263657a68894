// RUnlock of an RWMutex that nobody has locked for reading.
package main

import (
	"fmt"
	"sync"
)

type store struct {
	mu sync.RWMutex
	m  map[string]int
}

func (s *store) get(k string) int {
	defer s.mu.RUnlock()
	return s.m[k]
}

func main() {
	s := &store{m: map[string]int{"a": 1}}
	s.mu.RLock()
	fmt.Println(s.get("a"))
	fmt.Println(s.get("a"))
}
