// Requests that carry the channel for their reply; a server goroutine owns the state.
package main

import (
	"fmt"
	"sync"
)

type request struct {
	op    string
	key   string
	val   int
	reply chan<- response
}

type response struct {
	val int
	ok  bool
}

func server(reqs <-chan request, quit <-chan chan int) {
	state := map[string]int{}
	handled := 0
	for {
		select {
		case r := <-reqs:
			handled++
			switch r.op {
			case "get":
				v, ok := state[r.key]
				r.reply <- response{v, ok}
			case "add":
				state[r.key] += r.val
				r.reply <- response{state[r.key], true}
			case "del":
				_, ok := state[r.key]
				delete(state, r.key)
				r.reply <- response{len(state), ok}
			}
		case q := <-quit:
			q <- handled
			return
		}
	}
}

type client chan<- request

func (c client) call(op, key string, val int) response {
	r := make(chan response)
	c <- request{op, key, val, r}
	return <-r
}

func main() {
	reqs, quit := make(chan request), make(chan chan int)
	go server(reqs, quit)
	c := client(reqs)
	var wg sync.WaitGroup
	for i := range 10 {
		wg.Go(func() {
			for range 5 {
				c.call("add", []string{"even", "odd"}[i%2], i)
			}
		})
	}
	wg.Wait()
	fmt.Println(c.call("get", "even", 0), c.call("get", "odd", 0), c.call("get", "none", 0))
	fmt.Println(c.call("del", "odd", 0), c.call("del", "odd", 0))
	q := make(chan int)
	quit <- q
	fmt.Println(<-q)
}
