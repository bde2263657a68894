// Sleeps and timers end later than they were told to, tickers do not drift, and who looks finds what is due.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

// breaker forgets an error that is older than its timeout.
type breaker struct {
	mu      sync.Mutex
	timeout time.Duration
	errors  int
	last    time.Time
}

func (b *breaker) fail() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.errors > 0 && time.Now().After(b.last.Add(b.timeout)) {
		b.errors = 0
	}
	b.errors++
	b.last = time.Now()
	return b.errors
}

func main() {
	b := &breaker{timeout: 30 * time.Millisecond}
	failures := make(chan int, 3)
	for range 3 {
		go func() { failures <- b.fail() }()
		time.Sleep(b.timeout)
	}
	fmt.Println(<-failures, <-failures, <-failures)

	// What is set before two sleeps is due before both are over.
	start := time.Now()
	timer := time.NewTimer(40 * time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	select {
	case at := <-timer.C:
		fmt.Println("fired", at.Sub(start).Round(20*time.Millisecond), time.Since(start) > 40*time.Millisecond)
	default:
		fmt.Println("not fired")
	}

	// When a context has ended its deadline is over.
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	<-ctx.Done()
	deadline, _ := ctx.Deadline()
	fmt.Println(ctx.Err(), time.Now().After(deadline), time.Until(deadline) < 0)

	// Who looks without waiting finds a timer that is due, at once.
	timer = time.NewTimer(5 * time.Millisecond)
	for start = time.Now(); time.Since(start) < 5*time.Millisecond; {
	}
	select {
	case <-timer.C:
		fmt.Println("due")
	default:
		fmt.Println("not due")
	}

	// A ticker does not drift.
	start = time.Now()
	ticker := time.NewTicker(10 * time.Millisecond)
	var last time.Time
	for range 20 {
		last = <-ticker.C
	}
	ticker.Stop()
	fmt.Println(last.Sub(start).Round(10 * time.Millisecond))
}
