// Atomic integers, booleans, pointers and values, from many goroutines.
package main

import (
	"fmt"
	"sync"
	"sync/atomic"
)

type config struct{ version int }

func main() {
	var n atomic.Int64
	var u atomic.Uint32
	var plain int32
	var hits atomic.Int32
	var flag atomic.Bool
	var wg sync.WaitGroup
	for i := range 20 {
		wg.Go(func() {
			for range 50 {
				n.Add(int64(i))
				u.Add(^uint32(0))
				atomic.AddInt32(&plain, 2)
			}
			if flag.CompareAndSwap(false, true) {
				hits.Add(1)
			}
		})
	}
	wg.Wait()
	fmt.Println(n.Load(), u.Load(), plain, hits.Load(), flag.Load())
	fmt.Println(n.Swap(5), n.CompareAndSwap(4, 6), n.CompareAndSwap(5, 7), n.Load())
	fmt.Println(atomic.SwapInt32(&plain, 1), atomic.LoadInt32(&plain), atomic.CompareAndSwapInt32(&plain, 1, 9), plain)
	fmt.Println(u.And(0xff), u.Or(0xf00), u.Load())
	var p atomic.Pointer[config]
	fmt.Println(p.Load() == nil)
	c := &config{1}
	p.Store(c)
	old := p.Swap(&config{2})
	fmt.Println(old == c, p.Load().version, p.CompareAndSwap(c, nil))
	var v atomic.Value
	fmt.Println(v.Load())
	v.Store([]int{1})
	fmt.Println(v.Load().([]int), v.Swap([]int{2}))
	defer func() { fmt.Println(recover()) }()
	v.Store("another type")
}
