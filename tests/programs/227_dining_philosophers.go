// Five philosophers, forks taken in order: nobody starves, nothing deadlocks.
package main

import (
	"fmt"
	"runtime"
	"sync"
)

type philosopher struct {
	id          int
	left, right *sync.Mutex
	meals       int
}

func (p *philosopher) dine(n int, eating *[5]bool, wrong *bool) {
	first, second := p.left, p.right
	if p.id == 4 {
		first, second = second, first
	}
	for range n {
		first.Lock()
		runtime.Gosched()
		second.Lock()
		eating[p.id] = true
		if eating[(p.id+1)%5] || eating[(p.id+4)%5] {
			*wrong = true
		}
		p.meals++
		runtime.Gosched()
		eating[p.id] = false
		second.Unlock()
		first.Unlock()
	}
}

func main() {
	var forks [5]sync.Mutex
	var eating [5]bool
	var wrong bool
	ps := make([]*philosopher, 5)
	var wg sync.WaitGroup
	for i := range ps {
		ps[i] = &philosopher{id: i, left: &forks[i], right: &forks[(i+1)%5]}
		wg.Go(func() { ps[i].dine(30, &eating, &wrong) })
	}
	wg.Wait()
	for _, p := range ps {
		fmt.Print(p.meals, " ")
	}
	fmt.Println(wrong)
}
