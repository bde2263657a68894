package main

import (
	"fmt"
	"sync"
	"time"
)

type item struct {
	n, sum int
	next   *item
}

// step lets all others come to rest.
func step() { time.Sleep(50 * time.Millisecond) }

func pipeline() {
	in, out := make(chan *item, 2), make(chan *item, 2)
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for it := range in {
				it.sum = it.sum + it.n*2
				out <- it
			}
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	go func() {
		for i := range 20 {
			in <- &item{n: i}
		}
		close(in)
	}()
	total := 0
	for it := range out {
		total += it.sum
	}
	fmt.Println("pipeline", total)
}

func semaphore() {
	sem := make(chan bool, 1)
	it := &item{}
	done := make(chan bool)
	for range 4 {
		go func() {
			sem <- true
			it.n++
			<-sem
			done <- true
		}()
	}
	for range 4 {
		<-done
	}
	fmt.Println("semaphore", it.n)
}

// The buffer has room for two, so that it keeps nobody out.
func leaky() {
	sem := make(chan bool, 2)
	it := &item{}
	go func() {
		sem <- true
		it.sum++
		<-sem
	}()
	step()
	sem <- true
	it.sum++
	<-sem
	fmt.Println("leaky", it.sum)
}

func late() {
	c := make(chan *item, 1)
	it := &item{}
	go func() {
		c <- it
		it.n = 1
	}()
	step()
	got := <-c
	fmt.Println("late", got.n)
}

func closing() {
	c := make(chan int, 4)
	go func() {
		c <- 1
		c <- 2
	}()
	step()
	close(c)
	for v := range c {
		fmt.Println("closing", v)
	}
}

func readers() {
	var mu sync.RWMutex
	it := &item{}
	var wg sync.WaitGroup
	for range 3 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.RLock()
			_ = it.n
			mu.RUnlock()
		}()
	}
	step()
	mu.Lock()
	it.n = it.n + 1
	mu.Unlock()
	wg.Wait()
	go func() {
		mu.RLock()
		it.n = it.n + 1
		mu.RUnlock()
	}()
	step()
	mu.RLock()
	it.n = it.n + 1
	mu.RUnlock()
	fmt.Println("readers", it.n)
}

func chained() {
	a := &item{}
	a.next = &item{}
	go func() { a.next.sum = 3 }()
	step()
	fmt.Println("chained", a.next.sum)
}

func main() {
	pipeline()
	semaphore()
	leaky()
	late()
	closing()
	readers()
	chained()
}
