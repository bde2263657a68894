// runtime.Goexit in main runs deferred functions; when the other goroutines are gone, the program dies.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	done := make(chan bool)
	go func() {
		<-done
		fmt.Println("other goroutine ends")
	}()
	defer fmt.Println("deferred in main")
	defer close(done)
	runtime.Goexit()
	fmt.Println("never")
}
