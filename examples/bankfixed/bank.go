// Package bank keeps accounts.
package bank

import "sync"

// Account is an account; many goroutines may use it.
type Account struct {
	id      int
	mu      sync.Mutex
	balance int
}

// New opens an account.
func New(id, balance int) *Account {
	return &Account{id: id, balance: balance}
}

// Transfer takes an amount from one account to another; it says whether there was enough.
func Transfer(from, to *Account, amount int) bool {
	first, second := from, to
	if to.id < from.id {
		first, second = to, from
	}
	first.mu.Lock()
	defer first.mu.Unlock()
	second.mu.Lock()
	defer second.mu.Unlock()
	if from.balance < amount {
		return false
	}
	from.balance -= amount
	to.balance += amount
	return true
}
