// Loops without end and without a synchronisation point: others run all the same, and the program ends when main does.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"time"
)

type counter struct{ n int }

func (c *counter) inc() { c.n++ }

func forever() {
	x := 0
	for {
		x++
	}
}

func calling(c *counter) {
	for {
		c.inc()
	}
}

func jumping() {
	x := 0
again:
	x++
	goto again
}

func counting() {
	sum := 0
	for i := 0; i < 1_000_000_000_000; i++ {
		sum += i
	}
	for i := 1 << 40; i > 0; i-- {
		sum += i
	}
}

func ranging(n int) {
	sum := 0
	for i := range n {
		sum += i
	}
	for range 1 << 40 {
		sum++
	}
}

func main() {
	go forever()
	time.Sleep(20 * time.Millisecond)
	fmt.Println("slept")

	go calling(new(counter))
	go jumping()
	var wg sync.WaitGroup
	results := make([]int, 4)
	for i := range results {
		wg.Go(func() {
			for j := i; j < 5000; j += 3 {
				results[i] += j
			}
		})
	}
	wg.Wait()
	fmt.Println(results)

	ticker := time.NewTicker(5 * time.Millisecond)
	for range 3 {
		<-ticker.C
	}
	fmt.Println("ticked")

	runtime.GOMAXPROCS(2)
	go counting()
	go ranging(1 << 40)
	select {
	case <-time.After(30 * time.Millisecond):
		fmt.Println("time is up")
	}

	runtime.GOMAXPROCS(1)
	done := make(chan string)
	go func() { done <- "one processor" }()
	fmt.Println(<-done, runtime.NumGoroutine())
}
