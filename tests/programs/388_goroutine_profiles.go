// Stacks of goroutines, as leak checkers and profiles read them.
package main

import (
	"bytes"
	"context"
	"fmt"
	"iter"
	"regexp"
	"runtime"
	"runtime/pprof"
	"sort"
	"strings"
	"sync"
	"time"
)

type server[T any] struct {
	mu   sync.Mutex
	jobs chan T
}

func (s *server[T]) loop() {
	for range s.jobs {
	}
}

func hold[T any](s *server[T]) {
	s.mu.Lock()
	select {
	case <-s.jobs:
	case s.jobs <- *new(T):
	}
}

// functions are the frames of a stack, innermost first.
func functions(pcs []uintptr) string {
	frames := runtime.CallersFrames(pcs)
	var names []string
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "runtime.chanrecv") {
			names = append(names, fmt.Sprintf("%s:%d", f.Function, f.Line))
		}
		if !more {
			return strings.Join(names, " ")
		}
	}
}

// others are the stacks of all goroutines but this one, as a leak checker reads them.
func others() []string {
	buf := make([]byte, 1<<16)
	for {
		n := runtime.Stack(buf, true)
		if n < len(buf) {
			buf = buf[:n]
			break
		}
		buf = make([]byte, 2*len(buf))
	}
	header := regexp.MustCompile(`^goroutine (\d+) \[([^\]]+)\]:$`)
	var found []string
	for i, stack := range strings.Split(string(buf), "\n\n") {
		first, rest, _ := strings.Cut(stack, "\n")
		m := header.FindStringSubmatch(first)
		if m == nil {
			panic("no header: " + first)
		}
		top, _, _ := strings.Cut(rest, "(")
		if strings.HasPrefix(rest, "main.(*") {
			top, _, _ = strings.Cut(rest, ").")
		}
		created := rest[strings.Index(rest, "created by ")+1:]
		created, _, _ = strings.Cut(created, " in goroutine")
		if i > 0 {
			found = append(found, m[2]+": "+top+", c"+created)
		}
	}
	sort.Strings(found)
	return found
}

func main() {
	s := &server[int]{jobs: make(chan int)}
	for range 2 {
		go s.loop()
	}
	var never chan int
	quiet := &server[string]{jobs: make(chan string)}
	go hold(quiet)
	go func() { never <- 1 }()
	go func() { select {} }()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { wg.Wait() }()
	go func() { time.Sleep(time.Hour) }()
	cond := sync.NewCond(&s.mu)
	go func() { s.mu.Lock(); cond.Wait() }()
	time.Sleep(20 * time.Millisecond)
	go func() { quiet.mu.Lock() }()
	next, stop := iter.Pull(func(yield func(int) bool) { yield(1) })
	defer stop()
	next()
	time.Sleep(20 * time.Millisecond)

	for _, stack := range others() {
		fmt.Println(stack)
	}

	records := make([]runtime.StackRecord, 64)
	fmt.Println(runtime.GoroutineProfile(records[:2]))
	n, ok := runtime.GoroutineProfile(records)
	fmt.Println(n, ok)
	var lines []string
	for _, r := range records[1:n] {
		lines = append(lines, functions(r.Stack()))
	}
	sort.Strings(lines)
	for _, line := range lines {
		if !strings.Contains(line, "iter.Pull") {
			fmt.Println(line)
		}
	}
	fmt.Println(functions(records[0].Stack()))

	pprof.Do(context.Background(), pprof.Labels("job", "mail"), func(context.Context) {
		var b bytes.Buffer
		profile := pprof.Lookup("goroutine")
		fmt.Println(profile.Count(), profile.WriteTo(&b, 1))
		first, rest, _ := strings.Cut(b.String(), "\n")
		fmt.Println(first)
		fmt.Println(strings.Contains(rest, "main.(*server[...]).loop"), strings.Contains(rest, `# labels: {"job":"mail"}`))
		b.Reset()
		fmt.Println(profile.WriteTo(&b, 0), bytes.HasPrefix(b.Bytes(), []byte{0x1f, 0x8b}))
	})
	var b bytes.Buffer
	fmt.Println(pprof.Lookup("goroutine").WriteTo(&b, 2), strings.HasPrefix(b.String(), "goroutine 1 [running]:\nruntime/pprof.writeGoroutineStacks("))
}
