// A barrier from a condition variable: nobody enters a round before all have left the last one.
package main

import (
	"fmt"
	"sync"
)

type barrier struct {
	c            *sync.Cond
	n, in, round int
}

func (b *barrier) wait() (last bool) {
	b.c.L.Lock()
	defer b.c.L.Unlock()
	round := b.round
	b.in++
	if b.in == b.n {
		b.in = 0
		b.round++
		b.c.Broadcast()
		return true
	}
	for round == b.round {
		b.c.Wait()
	}
	return false
}

func main() {
	const n = 6
	b := &barrier{c: sync.NewCond(new(sync.Mutex)), n: n}
	var wg sync.WaitGroup
	cells := [n]int{5, 3, 8, 1, 9, 2}
	lasts := make(chan int, 100)
	for i := range n {
		wg.Go(func() {
			for round := range n {
				if j := i + 1; i%2 == round%2 && j < n && cells[i] > cells[j] {
					cells[i], cells[j] = cells[j], cells[i]
				}
				if b.wait() {
					lasts <- round
				}
			}
		})
	}
	wg.Wait()
	close(lasts)
	fmt.Println(cells, b.round)
	for r := range lasts {
		fmt.Print(r, " ")
	}
	fmt.Println()
}
