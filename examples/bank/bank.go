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
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	if from.balance < amount {
		return false
	}
	from.balance -= amount
	to.balance += amount
	return true
}
