package main

import (
	"fmt"
	"sync"
	"time"
)

type account struct {
	mu      sync.Mutex
	balance int
	moves   int
}

type bank struct {
	mu       sync.RWMutex
	accounts map[int]*account
}

func (b *bank) find(id int) *account {
	b.mu.RLock()
	defer b.mu.RUnlock()
	return b.accounts[id]
}

func (b *bank) move(from, to, amount int) {
	if from > to {
		from, to, amount = to, from, -amount
	}
	x, y := b.find(from), b.find(to)
	x.mu.Lock()
	defer x.mu.Unlock()
	y.mu.Lock()
	defer y.mu.Unlock()
	x.balance -= amount
	x.moves++
	y.balance += amount
	y.moves++
}

// Eight goroutines move money between accounts, each of which has a lock.
func main() {
	start := time.Now()
	const n = 32
	b := &bank{accounts: map[int]*account{}}
	for i := range n {
		b.accounts[i] = &account{balance: 1000}
	}
	var wg sync.WaitGroup
	for w := range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for i := range 20_000 {
				from, to := (i*7+w)%n, (i*11+w*3+1)%n
				if from != to {
					b.move(from, to, i%5)
				}
			}
		}()
	}
	wg.Wait()
	total, moves := 0, 0
	for i := range n {
		total += b.accounts[i].balance
		moves += b.accounts[i].moves
	}
	fmt.Println(total*1_000_000+moves, time.Since(start).Nanoseconds())
}
