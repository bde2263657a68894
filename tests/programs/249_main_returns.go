// When main returns the program ends, whatever other goroutines do.
package main

import "fmt"

func main() {
	started := make(chan bool)
	for i := range 3 {
		go func() {
			defer fmt.Println("never", i)
			started <- true
			select {}
		}()
	}
	go func() {
		for i := 0; ; i++ {
			started <- i < 0
		}
	}()
	n := 0
	for n < 3 {
		if <-started {
			n++
		}
	}
	fmt.Println("main returns")
}
