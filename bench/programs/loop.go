package main

import (
	"fmt"
	"time"
)

func loop(n int) int {
	sum := 0
	for i := 0; i < n; i++ {
		sum += i ^ (sum & 7)
	}
	return sum
}

func main() {
	start := time.Now()
	result := loop(10_000_000)
	elapsed := time.Since(start)
	fmt.Println(result, elapsed.Nanoseconds())
}
