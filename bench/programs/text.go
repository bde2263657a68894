package main

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

func build(n int) int {
	var b strings.Builder
	for i := 0; i < n; i++ {
		b.WriteString("item ")
		b.WriteString(strconv.Itoa(i))
		b.WriteByte('\n')
	}
	return b.Len()
}

func main() {
	start := time.Now()
	result := build(100_000)
	elapsed := time.Since(start)
	fmt.Println(result, elapsed.Nanoseconds())
}
