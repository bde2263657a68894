// Each goroutine recovers its own panic and reports it; others go on.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"
)

type outcome struct {
	id  int
	err error
}

func safe(id int, f func(int) int, out chan<- outcome) {
	var err error
	defer func() {
		switch r := recover().(type) {
		case nil:
		case runtime.Error:
			err = fmt.Errorf("runtime: %s", strings.TrimPrefix(r.Error(), "runtime error: "))
		default:
			err = fmt.Errorf("panic: %v", r)
		}
		out <- outcome{id, err}
	}()
	f(id)
}

func main() {
	fs := []func(int) int{
		func(n int) int { return n },
		func(n int) int { return 10 / (n - 1) },
		func(n int) int { panic("two") },
		func(n int) int { return []int{}[n] },
		func(n int) int { runtime.Goexit(); return n },
		func(n int) int { var m map[int]int; m[n]++; return n },
		func(n int) int { var p *outcome; return p.id },
		func(n int) int { return any("seven").(int) },
	}
	out := make(chan outcome)
	var wg sync.WaitGroup
	for i, f := range fs {
		wg.Go(func() { safe(i, f, out) })
	}
	go func() { wg.Wait(); close(out) }()
	var all []outcome
	for o := range out {
		all = append(all, o)
	}
	sort.Slice(all, func(i, j int) bool { return all[i].id < all[j].id })
	for _, o := range all {
		fmt.Println(o.id, o.err)
	}
}
