// runtime: NumGoroutine, Gosched, GOMAXPROCS, Caller, Version's form.
package main

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
)

func where() string {
	pc, file, line, ok := runtime.Caller(1)
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), " ", file[strings.LastIndexByte(file, '/')+1:], ":", line, " ", ok)
}

type T struct{}

func (T) method() string   { return where() }
func (*T) pointer() string { return where() }

func main() {
	fmt.Println(runtime.NumGoroutine())
	var wg sync.WaitGroup
	release := make(chan struct{})
	for range 7 {
		wg.Go(func() { <-release })
	}
	fmt.Println(runtime.NumGoroutine())
	close(release)
	wg.Wait()
	for runtime.NumGoroutine() > 1 {
		runtime.Gosched()
	}
	fmt.Println(runtime.NumGoroutine())
	fmt.Println(where())
	fmt.Println(T{}.method(), (&T{}).pointer())
	func() { fmt.Println(where()) }()
	fmt.Println(runtime.GOOS != "", runtime.GOARCH != "", strings.HasPrefix(runtime.Version(), "go1."), runtime.Compiler)
	n := runtime.GOMAXPROCS(2)
	fmt.Println(n >= 1, runtime.GOMAXPROCS(0), runtime.NumCPU() >= 1)
	_, _, _, ok := runtime.Caller(100)
	fmt.Println(ok)
	pcs := make([]uintptr, 10)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(1, pcs)])
	for {
		f, more := frames.Next()
		fmt.Println(f.Function)
		if f.Function == "main.main" || !more {
			break
		}
	}
}
