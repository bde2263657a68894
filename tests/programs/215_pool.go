// sync.Pool makes new values when it is empty.
package main

import (
	"fmt"
	"sync"
)

type buffer struct{ data []byte }

func main() {
	made := 0
	p := sync.Pool{New: func() any {
		made++
		return &buffer{}
	}}
	a := p.Get().(*buffer)
	b := p.Get().(*buffer)
	fmt.Println(a != b, made)
	a.data = append(a.data[:0], "first"...)
	p.Put(a)
	c := p.Get().(*buffer)
	fmt.Println(c == a || made == 3, len(c.data) == 5 || made == 3)
	var empty sync.Pool
	fmt.Println(empty.Get())
	empty.Put("x")
	if v := empty.Get(); v != nil {
		fmt.Println(v == "x")
	} else {
		fmt.Println(true)
	}
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := range 20 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			b := p.Get().(*buffer)
			defer p.Put(b)
			b.data = fmt.Appendf(b.data[:0], "%03d", i)
			total += len(b.data)
		})
	}
	wg.Wait()
	fmt.Println(total)
}
