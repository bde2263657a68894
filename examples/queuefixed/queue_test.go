package queue

import (
	"sync"
	"testing"
)

func TestClose(t *testing.T) {
	q := New(1)
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		q.Add(func() {})
	}()
	q.Close()
	wg.Wait()
	if q.Add(func() {}) {
		t.Error("added to a closed queue")
	}
}
