// Actors with mailboxes that transfer money to each other by messages.
package main

import (
	"fmt"
	"sync"
)

type message any

type deposit struct{ n int }
type transfer struct {
	to  *actor
	n   int
	ack chan<- error
}
type query struct{ reply chan<- int }

type actor struct {
	name string
	box  chan message
}

func spawn(wg *sync.WaitGroup, name string, balance int) *actor {
	a := &actor{name, make(chan message, 256)}
	wg.Go(func() {
		for m := range a.box {
			switch m := m.(type) {
			case deposit:
				balance += m.n
			case transfer:
				if balance < m.n {
					m.ack <- fmt.Errorf("%s has %d, not %d", a.name, balance, m.n)
					continue
				}
				balance -= m.n
				m.to.box <- deposit{m.n}
				m.ack <- nil
			case query:
				m.reply <- balance
			default:
				fmt.Printf("%s: unknown %T\n", a.name, m)
			}
		}
	})
	return a
}

func (a *actor) send(to *actor, n int) error {
	ack := make(chan error)
	a.box <- transfer{to, n, ack}
	return <-ack
}

func (a *actor) balance() int {
	r := make(chan int)
	a.box <- query{r}
	return <-r
}

func main() {
	var wg sync.WaitGroup
	ann, bob := spawn(&wg, "ann", 100), spawn(&wg, "bob", 0)
	fmt.Println(ann.send(bob, 30), bob.send(ann, 10), bob.send(ann, 50))
	fmt.Println(ann.balance(), bob.balance())
	var clients sync.WaitGroup
	for range 20 {
		clients.Go(func() { ann.send(bob, 2) })
		clients.Go(func() { bob.send(ann, 1) })
	}
	clients.Wait()
	fmt.Println(ann.balance()+bob.balance(), ann.balance())
	ann.box <- "hello"
	fmt.Println(ann.balance() > 0)
	close(ann.box)
	close(bob.box)
	wg.Wait()
}
