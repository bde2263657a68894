// Loops over functions that start goroutines, receive from channels, or run inside a goroutine; iter.Pull across goroutines.
package main

import (
	"fmt"
	"iter"
	"sync"
)

func fromChan[T any](c <-chan T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for v := range c {
			if !yield(v) {
				return
			}
		}
	}
}

func toChan[T any](s iter.Seq[T]) <-chan T {
	c := make(chan T)
	go func() {
		defer close(c)
		for v := range s {
			c <- v
		}
	}()
	return c
}

func upTo(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func parallel[T, U any](s iter.Seq[T], f func(T) U) iter.Seq2[int, U] {
	return func(yield func(int, U) bool) {
		var wg sync.WaitGroup
		var out []*U
		for v := range s {
			r := new(U)
			out = append(out, r)
			wg.Go(func() { *r = f(v) })
		}
		wg.Wait()
		for i, r := range out {
			if !yield(i, *r) {
				return
			}
		}
	}
}

func main() {
	sum := 0
	for v := range fromChan(toChan(upTo(10))) {
		if v == 3 {
			continue
		}
		sum += v
	}
	fmt.Println(sum)
	for i, s := range parallel(upTo(6), func(i int) string { return fmt.Sprint(i * i) }) {
		if i == 5 {
			break
		}
		fmt.Print(s, " ")
	}
	fmt.Println()
	next, stop := iter.Pull(fromChan(toChan(upTo(3))))
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			v, ok := next()
			fmt.Print(v, ok, " ")
		})
		wg.Wait()
	}
	stop()
	fmt.Println()
	done := make(chan error)
	go func() {
		defer func() { done <- fmt.Errorf("recovered %v", recover()) }()
		for v := range upTo(5) {
			if v == 2 {
				panic(v)
			}
		}
	}()
	fmt.Println(<-done)
}
