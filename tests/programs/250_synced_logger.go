// A logger goroutine that owns its output; log lines in order of receipt; flush on request.
package main

import (
	"fmt"
	"strings"
	"sync"
)

type logger struct {
	lines chan string
	flush chan chan struct{}
	sb    strings.Builder
}

func newLogger() *logger {
	l := &logger{lines: make(chan string), flush: make(chan chan struct{})}
	go l.run()
	return l
}

func (l *logger) run() {
	n := 0
	for {
		select {
		case s, ok := <-l.lines:
			if !ok {
				l.sb.WriteString("closed\n")
				close(l.flush)
				return
			}
			n++
			fmt.Fprintf(&l.sb, "%03d %s\n", n, s)
		case done := <-l.flush:
			fmt.Print(l.sb.String())
			l.sb.Reset()
			close(done)
		}
	}
}

func (l *logger) Flush() {
	done := make(chan struct{})
	l.flush <- done
	<-done
}

func main() {
	l := newLogger()
	for i := range 3 {
		l.lines <- fmt.Sprint("message ", i)
	}
	l.Flush()
	var wg sync.WaitGroup
	for range 10 {
		wg.Go(func() { l.lines <- "same" })
	}
	wg.Wait()
	l.Flush()
	l.lines <- "last"
	close(l.lines)
	_, ok := <-l.flush
	fmt.Print(ok, " ", l.sb.String())
}
