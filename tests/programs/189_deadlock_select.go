// All goroutines are asleep: a select of channels that nobody serves, in a method.
package main

type server struct {
	in   chan int
	quit chan struct{}
}

func (s *server) loop() {
	for {
		select {
		case v := <-s.in:
			println("got", v)
		case <-s.quit:
			println("quit")
			return
		}
	}
}

func main() {
	s := &server{make(chan int, 2), make(chan struct{})}
	s.in <- 1
	s.in <- 2
	s.loop()
}
