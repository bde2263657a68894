package main

import (
	"fmt"
	"time"
)

func fill(n int) int {
	m := map[int]int{}
	for i := 0; i < n; i++ {
		m[i] = i * 2
	}
	sum := 0
	for i := 0; i < n; i++ {
		sum += m[i]
	}
	return sum
}

func main() {
	start := time.Now()
	result := fill(1_000_000)
	elapsed := time.Since(start)
	fmt.Println(result, elapsed.Nanoseconds())
}
