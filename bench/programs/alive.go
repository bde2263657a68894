package main

import "fmt"

func main() {
	const n = 100_000
	ready, stop := make(chan bool), make(chan bool)
	for range n {
		go func() {
			ready <- true
			<-stop
		}()
	}
	for range n {
		<-ready
	}
	close(stop)
	fmt.Println(n, 0)
}
