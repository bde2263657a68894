package main

import "time"

type shared struct {
	a, b int
	list []string
	next *shared
}

func (s *shared) later(text string) { s.list = append(s.list, text) }

func set(p *int, v int) { *p = v }

// Deferred calls, calls through interfaces and function values, goroutines started by goroutines.
func main() {
	s := &shared{next: &shared{}}
	started := make(chan bool)
	go func() {
		func() {
			defer func() { s.a++ }()
			set(&s.next.b, 3)
		}()
		go nested(s, started)
		time.Sleep(time.Millisecond)
		s.later("x")
	}()
	<-started
	time.Sleep(20 * time.Millisecond)
	s.a = 4
	println(s.next.b)
	println(len(s.list))
	time.Sleep(20 * time.Millisecond)
	println(s.b)
}

func nested(s *shared, started chan bool) {
	close(started)
	time.Sleep(30 * time.Millisecond)
	s.b = 7
	time.Sleep(100 * time.Millisecond)
}
