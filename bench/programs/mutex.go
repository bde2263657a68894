package main

import (
	"fmt"
	"sync"
	"time"
)

func count(n int) int {
	var mu sync.Mutex
	c := 0
	for i := 0; i < n; i++ {
		mu.Lock()
		c++
		mu.Unlock()
	}
	return c
}

func main() {
	start := time.Now()
	result := count(1_000_000)
	elapsed := time.Since(start)
	fmt.Println(result, elapsed.Nanoseconds())
}
