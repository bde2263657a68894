// A ticker ticks until it is stopped; Reset changes the period.
package main

import (
	"fmt"
	"time"
)

func main() {
	t := time.NewTicker(20 * time.Millisecond)
	start := time.Now()
	var last time.Time
	for i := range 3 {
		now := <-t.C
		fmt.Println(i, now.After(last))
		last = now
	}
	fmt.Println(time.Since(start) >= 60*time.Millisecond)
	t.Reset(time.Millisecond)
	<-t.C
	t.Stop()
	select {
	case <-t.C:
		fmt.Println("ticked after stop")
	case <-time.After(30 * time.Millisecond):
		fmt.Println("stopped")
	}
	done := make(chan bool)
	n := 0
	go func() {
		tick := time.Tick(10 * time.Millisecond)
		for range tick {
			if n++; n == 3 {
				close(done)
				return
			}
		}
	}()
	<-done
	fmt.Println(n)
	defer func() { fmt.Println(recover()) }()
	time.NewTicker(0)
}
