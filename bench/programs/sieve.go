package main

import (
	"fmt"
	"time"
)

func sieve(n int) int {
	composite := make([]bool, n+1)
	count := 0
	for i := 2; i <= n; i++ {
		if composite[i] {
			continue
		}
		count++
		for j := i * i; j <= n; j += i {
			composite[j] = true
		}
	}
	return count
}

func main() {
	start := time.Now()
	result := sieve(1_000_000)
	elapsed := time.Since(start)
	fmt.Println(result, elapsed.Nanoseconds())
}
