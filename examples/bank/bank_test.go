package bank

import (
	"sync"
	"testing"
)

func TestTransfer(t *testing.T) {
	alice, bob := New(1, 100), New(2, 100)
	var wg sync.WaitGroup
	wg.Add(2)
	go func() {
		defer wg.Done()
		Transfer(alice, bob, 30)
	}()
	go func() {
		defer wg.Done()
		Transfer(bob, alice, 50)
	}()
	wg.Wait()
	if alice.balance != 120 || bob.balance != 80 {
		t.Errorf("alice has %d, bob has %d", alice.balance, bob.balance)
	}
}
