// Timers whose channel is looked at late send the time at which they were due; tickers faster than what they do keep nobody waiting.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	after := time.After(10 * time.Millisecond)
	tick := time.Tick(20 * time.Millisecond)
	time.Sleep(500 * time.Millisecond)
	fmt.Println((<-after).Sub(start).Round(10*time.Millisecond), (<-tick).Sub(start).Round(10*time.Millisecond))

	fast := time.NewTicker(1)
	for range 100 {
		<-fast.C
	}
	fast.Stop()
	select {
	case <-fast.C:
		fmt.Println("a tick after Stop")
	default:
		fmt.Println("stopped")
	}
	fmt.Println((<-time.After(1)).After(start))
}
