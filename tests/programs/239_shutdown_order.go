// An orderly shutdown: stop accepting, drain, wait with a limit, report.
package main

import (
	"context"
	"fmt"
	"sync"
	"time"
)

type server struct {
	mu      sync.Mutex
	queue   chan int
	quit    chan struct{}
	wg      sync.WaitGroup
	handled []int
	closed  bool
}

func newServer() *server {
	s := &server{queue: make(chan int, 100), quit: make(chan struct{})}
	s.wg.Add(1)
	go s.loop()
	return s
}

func (s *server) loop() {
	defer s.wg.Done()
	handle := func(n int) {
		s.mu.Lock()
		s.handled = append(s.handled, n)
		s.mu.Unlock()
	}
	for {
		select {
		case n := <-s.queue:
			handle(n)
		case <-s.quit:
			for {
				select {
				case n := <-s.queue:
					handle(n)
				default:
					return
				}
			}
		}
	}
}

func (s *server) submit(n int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closed {
		return fmt.Errorf("server closed, %d refused", n)
	}
	s.queue <- n
	return nil
}

func (s *server) shutdown(ctx context.Context) error {
	s.mu.Lock()
	s.closed = true
	s.mu.Unlock()
	close(s.quit)
	done := make(chan struct{})
	go func() { s.wg.Wait(); close(done) }()
	select {
	case <-done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func main() {
	s := newServer()
	for i := range 10 {
		if err := s.submit(i); err != nil {
			fmt.Println(err)
		}
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	fmt.Println(s.shutdown(ctx))
	fmt.Println(s.submit(10))
	fmt.Println(s.handled)
	stuck := newServer()
	stuck.wg.Add(1)
	ctx2, cancel2 := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel2()
	fmt.Println(stuck.shutdown(ctx2))
}
