// The profile of leaked goroutines marks those that nothing can wake, and no others.
package main

import (
	"bytes"
	"fmt"
	"regexp"
	"runtime/pprof"
	"sort"
	"sync"
	"time"
)

var global = make(chan int)

type server struct {
	mu   sync.Mutex
	cond *sync.Cond
	jobs []chan int
	byID map[int]chan int
}

type waiter interface{ wait() }

type held struct{ c chan int }

func (h *held) wait() { <-h.c }

// The list is only in the loop's own iterator while a body blocks.
func drain(cs []chan int, gate chan bool) {
	for _, c := range cs {
		<-gate
		c <- 1
	}
}

func pair(a chan int, _ bool) chan int { return a }

func alive() {
	go func() { <-global }()

	// Reached through a sleeping goroutine: a struct, a map, a slice, an interface, a closure.
	s := &server{jobs: []chan int{make(chan int)}, byID: map[int]chan int{7: make(chan int)}}
	s.cond = sync.NewCond(&s.mu)
	h := &held{make(chan int)}
	var w waiter = h
	f := make(chan int)
	wake := func() { f <- 1 }
	for _, c := range []chan int{s.jobs[0], s.byID[7], f} {
		go func() { <-c }()
	}
	go w.wait()
	go func() {
		s.mu.Lock()
		s.cond.Wait()
		s.mu.Unlock()
	}()
	go func() {
		time.Sleep(time.Hour)
		s.jobs[0] <- 1
		s.byID[7] <- 1
		s.cond.Signal()
		w.(*held).c <- 1
		wake()
	}()

	// Reached through a timer.
	t := make(chan int)
	time.AfterFunc(time.Hour, func() { t <- 1 })
	go func() { <-t }()
	go func() { <-time.After(time.Hour) }()

	// Reached through a goroutine that waits itself, but can be woken.
	gate := make(chan bool)
	c := make(chan int)
	go func() { <-c }()
	go drain([]chan int{c}, gate)
	time.AfterFunc(time.Hour, func() { gate <- true })

	// Reached through an argument that has been evaluated.
	e := make(chan int)
	go func() { <-e }()
	go func() { pair(e, <-gate) <- 1 }()

	// Reached through a deferred call.
	d := make(chan int)
	go func() { <-d }()
	go func() {
		defer close(d)
		time.Sleep(time.Hour)
	}()
}

func leaks() {
	go func() { <-make(chan int) }()
	go func() {
		var c chan int
		c <- 1
	}()
	go func() {
		var wg sync.WaitGroup
		wg.Add(1)
		wg.Wait()
	}()
	// Each waits for the other.
	a, b := make(chan int), make(chan int)
	go func() { <-a; b <- 1 }()
	go func() { <-b; a <- 1 }()
	// Nobody needs the channel any more, though it is still in a variable of one that sleeps.
	x := make(chan int)
	go func() { x <- 1 }()
	go func() {
		y := x
		_ = cap(y)
		time.Sleep(time.Hour)
	}()
	var mu sync.RWMutex
	go func() { mu.Lock(); mu.RLock() }()
	go func() {
		select {
		case <-make(chan int):
		case make(chan int) <- 2:
		}
	}()
}

func main() {
	alive()
	leaks()
	time.Sleep(50 * time.Millisecond)
	var out bytes.Buffer
	pprof.Lookup("goroutineleak").WriteTo(&out, 2)
	var lines []string
	for _, m := range regexp.MustCompile(`goroutine \d+ \[(.*\(leaked\))`).FindAllStringSubmatch(out.String(), -1) {
		lines = append(lines, m[1])
	}
	sort.Strings(lines)
	for _, l := range lines {
		fmt.Println(l)
	}
	fmt.Println(pprof.Lookup("goroutineleak").Count())
}
