// A token bucket over a ticker, and the time that it takes.
package main

import (
	"fmt"
	"time"
)

type limiter struct {
	tokens chan struct{}
	stop   chan struct{}
}

func newLimiter(every time.Duration, burst int) *limiter {
	l := &limiter{make(chan struct{}, burst), make(chan struct{})}
	for range burst {
		l.tokens <- struct{}{}
	}
	go func() {
		t := time.NewTicker(every)
		defer t.Stop()
		for {
			select {
			case <-t.C:
				select {
				case l.tokens <- struct{}{}:
				default:
				}
			case <-l.stop:
				return
			}
		}
	}()
	return l
}

func main() {
	l := newLimiter(20*time.Millisecond, 3)
	start := time.Now()
	for range 3 {
		<-l.tokens
	}
	fmt.Println(time.Since(start) < 15*time.Second, len(l.tokens))
	for range 3 {
		<-l.tokens
	}
	e := time.Since(start)
	fmt.Println(e >= 50*time.Millisecond, e < 20*time.Second)
	close(l.stop)
}
