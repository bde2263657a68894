// Timers that are reset: a debouncer and a watchdog.
package main

import (
	"fmt"
	"sync"
	"time"
)

type debouncer struct {
	mu sync.Mutex
	t  *time.Timer
	d  time.Duration
	n  int
}

func (b *debouncer) call(f func(int)) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.n++
	n := b.n
	if b.t != nil {
		b.t.Stop()
	}
	b.t = time.AfterFunc(b.d, func() { f(n) })
}

func main() {
	out := make(chan int, 10)
	b := &debouncer{d: 100 * time.Millisecond}
	for range 5 {
		b.call(func(n int) { out <- n })
		time.Sleep(5 * time.Millisecond)
	}
	fmt.Println(<-out)
	b.call(func(n int) { out <- n })
	fmt.Println(<-out, len(out))
	fired := make(chan bool, 1)
	w := time.AfterFunc(100*time.Millisecond, func() { fired <- true })
	for range 5 {
		time.Sleep(10 * time.Millisecond)
		fmt.Print(w.Reset(100*time.Millisecond), " ")
	}
	fmt.Println(<-fired)
	fmt.Println(w.Stop(), w.Reset(time.Millisecond), <-fired)
}
