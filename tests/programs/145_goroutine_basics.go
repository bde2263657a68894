// Goroutines and unbuffered channels with the language alone: results, hand-over, synchronisation.
package main

import "fmt"

func square(n int, out chan<- int) { out <- n * n }

type task struct {
	n    int
	done chan string
}

func (t task) run() { t.done <- fmt.Sprint("task ", t.n) }

func worker(in <-chan int, out chan<- [2]int) {
	for v := range in {
		out <- [2]int{v, v * v}
	}
	close(out)
}

func main() {
	out := make(chan int)
	sum := 0
	for i := range 10 {
		go square(i, out)
	}
	for range 10 {
		sum += <-out
	}
	fmt.Println(sum)
	t := task{7, make(chan string)}
	go t.run()
	t.n = 8
	fmt.Println(<-t.done)
	in, res := make(chan int), make(chan [2]int)
	go worker(in, res)
	go func() {
		defer close(in)
		for i := range 4 {
			in <- i
		}
	}()
	for r := range res {
		fmt.Print(r, " ")
	}
	fmt.Println()
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			pong <- v + 1
		}
		close(pong)
	}()
	v := 0
	for range 100 {
		ping <- v
		v = <-pong
	}
	close(ping)
	_, ok := <-pong
	fmt.Println(v, ok)
	done := make(chan struct{})
	shared := 0
	go func() {
		shared = 42
		close(done)
	}()
	<-done
	fmt.Println(shared)
	errs := make(chan error, 1)
	go func() {
		defer func() {
			if r := recover(); r != nil {
				errs <- fmt.Errorf("goroutine: %v", r)
			}
		}()
		var s []int
		_ = s[len(errs)]
	}()
	fmt.Println(<-errs)
	chain := make(chan int)
	first := chain
	for range 50 {
		next := make(chan int)
		go func(a, b chan int) { b <- 1 + <-a }(chain, next)
		chain = next
	}
	first <- 0
	fmt.Println(<-chain)
}
