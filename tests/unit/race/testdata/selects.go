// Sends in a select race with a close, also those that are tried in vain; the line is that of the case.
package main

import (
	"fmt"
	"time"
)

func pause() { time.Sleep(20 * time.Millisecond) }

func tried() {
	c := make(chan int)
	go func() {
		select {
		case c <- 1:
		default:
		}
	}()
	pause()
	close(c)
}

func oneOfTwo() {
	c, d := make(chan int), make(chan int)
	go func() {
		select {
		case d <- 2:
		case c <- 1:
		default:
		}
	}()
	pause()
	close(c)
}

func waited() {
	c, d := make(chan int), make(chan int)
	go func() {
		defer func() { fmt.Println(recover()) }()
		select {
		case <-d:
		case c <- 1:
		}
	}()
	pause()
	close(c)
	pause()
}

func closed() {
	c, d := make(chan int, 1), make(chan int)
	go func() {
		defer func() { fmt.Println(recover()) }()
		pause()
		select {
		case d <- 1:
		case c <- 2:
		}
	}()
	close(c)
	pause()
	pause()
}

func received() {
	c, d := make(chan int), make(chan int)
	go func() {
		select {
		case <-d:
		case <-c:
		default:
		}
	}()
	pause()
	close(c)
	close(d)
}

func ordered() {
	c, done := make(chan int), make(chan bool)
	go func() {
		select {
		case c <- 1:
		case c <- 2:
		default:
		}
		done <- true
	}()
	<-done
	close(c)
}

func main() {
	tried()
	oneOfTwo()
	waited()
	closed()
	received()
	ordered()
}
