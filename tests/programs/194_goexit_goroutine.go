// runtime.Goexit ends a goroutine: deferred functions run, recover sees nothing, the rest goes on.
package main

import (
	"fmt"
	"runtime"
)

func deep(n int) {
	defer fmt.Println("deferred at", n)
	if n == 0 {
		runtime.Goexit()
	}
	deep(n - 1)
	fmt.Println("never")
}

func main() {
	done := make(chan string)
	go func() {
		defer close(done)
		defer func() { fmt.Println("recover:", recover()) }()
		deep(2)
	}()
	<-done
	// Goexit in a deferred function during a panic: the panic is dropped.
	end := make(chan bool)
	go func() {
		defer close(end)
		defer func() { fmt.Println("after:", recover()) }()
		defer runtime.Goexit()
		panic("dropped")
	}()
	<-end
	// A panic in a deferred function during Goexit, recovered: the goroutine still ends.
	last := make(chan bool)
	go func() {
		defer close(last)
		func() {
			defer func() { fmt.Println("recovered:", recover()) }()
			defer func() { panic("during goexit") }()
			runtime.Goexit()
		}()
		fmt.Println("never")
	}()
	<-last
	fmt.Println("main ends")
}
