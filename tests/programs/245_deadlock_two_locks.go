// Two goroutines that lock in opposite order, forced into the deadlock.
package main

import (
	"fmt"
	"sync"
)

type account struct {
	mu      sync.Mutex
	balance int
}

func transfer(from, to *account, ready chan<- bool, goOn <-chan bool) {
	from.mu.Lock()
	defer from.mu.Unlock()
	ready <- true
	<-goOn
	to.mu.Lock()
	defer to.mu.Unlock()
	from.balance--
	to.balance++
}

func main() {
	a, b := &account{balance: 1}, &account{balance: 1}
	ready, goOn := make(chan bool), make(chan bool)
	go transfer(a, b, ready, goOn)
	<-ready
	go transfer(b, a, ready, goOn)
	<-ready
	close(goOn)
	fmt.Println("both hold one")
	<-ready
}
