// The front end of goloupe: a long-lived process that loads Go packages with
// the go command and go/types, and writes them as columns.
//
// It is started with the path of the go command as its only argument and
// talks over standard input and output, one JSON object a line (protocol.go).
// It needs nothing but the standard library, of Go 1.21 or later: it is built
// on the user's machine by the user's own Go.
//
//	main.go       the loop
//	protocol.go   requests and events
//	load.go       what a load is; Session, Package
//	golist.go     stage 1, with overlay.go and cycle.go
//	source.go     stage 2, with hash.go and embed.go
//	check.go      stage 3, with bodies.go for bodies on demand
//	closure.go    which functions of which packages to write
//	emit*.go      columns
package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/signal"
	"runtime"
	"runtime/debug"
	"sync/atomic"
	"time"
)

func main() {
	if len(os.Args) != 2 {
		fmt.Fprintln(os.Stderr, "usage: goloupe-frontend GO (started by goloupe, not by people)")
		os.Exit(2)
	}
	tune()
	// Ctrl-C can reach every process of a terminal. The one on the other end
	// of the pipe decides what it means.
	signal.Ignore(os.Interrupt)

	requests := make(chan []byte)
	go readLines(requests)
	loop(context.Background(), os.Args[1], requests, newWire(os.Stdout))
}

// tune sets up the Go runtime for one burst of work that allocates a lot and
// drops little.
func tune() {
	// Types such as generic aliases need it, and the default of a program
	// with a go 1.21 line is off.
	os.Setenv("GODEBUG", "gotypesalias=1")
	collectLate()
	// Source nests deeper than the default limit of 1 GB of stack allows the
	// recursive parser and checker to follow.
	debug.SetMaxStack(4 << 30)
}

// collectLate turns the garbage collector off for as long as it does not
// matter: most loads are over before it would. Once it has run it is steered
// by the size of the heap, within a limit that for the whole standard library
// leaves room for Python. A heap that outgrows the limit takes it along, or
// the collector would run without end.
func collectLate() {
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(320 << 20)
	atNextCollection(func() { debug.SetGCPercent(60) })
}

// atNextCollection runs f, and then sets the limit, when garbage has been
// collected; the limit is set anew after each later collection.
func atNextCollection(f func()) {
	runtime.SetFinalizer(new([16]byte), func(*[16]byte) {
		f()
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		inUse := int64(m.Sys - m.HeapIdle)
		debug.SetMemoryLimit(max(800<<20, inUse+inUse/4))
		atNextCollection(func() {})
	})
}

// busy is set while a request is being served.
var busy atomic.Bool

// readLines passes on standard input. Its end means that nobody is left to
// answer to: a request that is being served then is given up at once,
// together with the go command that may be running for it.
func readLines(requests chan<- []byte) {
	in := bufio.NewReader(os.Stdin)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 1 {
			requests <- line
		}
		if err != nil {
			// The answer may be out already and only the flag not yet down.
			for i := 0; i < 50 && busy.Load(); i++ {
				time.Sleep(2 * time.Millisecond)
			}
			if busy.Load() {
				killFamily()
			}
			os.Exit(0)
		}
	}
}

func loop(ctx context.Context, goTool string, requests <-chan []byte, out *wire) {
	var session *Session
	for line := range requests {
		var req request
		err := json.Unmarshal(line, &req)
		if err == nil {
			if req.Op == "quit" {
				return
			}
			busy.Store(true)
			session, err = serve(ctx, goTool, &req, session, out)
			busy.Store(false)
		}
		if err != nil {
			event := errorEvent{Event: "error", Kind: "internal", Message: err.Error()}
			var bad *requestError
			if errors.As(err, &bad) {
				event.Kind = bad.kind
			}
			err = out.send(event)
		}
		if err != nil {
			return // the reader has gone
		}
	}
}

// serve carries out one request and returns the session that later ones are about.
func serve(ctx context.Context, goTool string, req *request, s *Session, out *wire) (_ *Session, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%s: %v\n%s", req.Op, r, debug.Stack())
		}
	}()
	switch req.Op {
	case "list", "load":
		if s, err = List(ctx, goTool, req); err != nil {
			return nil, err
		}
		if req.Op == "list" {
			return s, out.send(s.describe("listed", false))
		}
		s.Check(nil)
		return s, out.send(s.describe("loaded", false))
	case "check", "emit":
		if s == nil {
			return nil, fmt.Errorf("%s: nothing is loaded", req.Op)
		}
		if req.Op == "check" {
			s.Check(req.Roots)
			return s, out.send(s.describe("checked", true))
		}
		return s, s.Emit(req, out)
	}
	return s, fmt.Errorf("unknown operation %q", req.Op)
}
