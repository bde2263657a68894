package main

import (
	"fmt"
	"time"
)

func play(n int) int {
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			pong <- v + 1
		}
		close(pong)
	}()
	v := 0
	for i := 0; i < n; i++ {
		ping <- v
		v = <-pong
	}
	close(ping)
	<-pong
	return v
}

func main() {
	start := time.Now()
	result := play(100_000)
	elapsed := time.Since(start)
	fmt.Println(result, elapsed.Nanoseconds())
}
