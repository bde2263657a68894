// os.Exit from a goroutine, while main waits.
package main

import (
	"fmt"
	"os"
)

func main() {
	c := make(chan int)
	defer fmt.Println("never")
	go func() {
		defer fmt.Println("never either")
		code := <-c
		fmt.Println("exiting with", code)
		os.Exit(code)
	}()
	c <- 42
	<-c
}
