// sync.Map: store, load, delete, swap, range, clear.
package main

import (
	"fmt"
	"sort"
	"sync"
)

func main() {
	var m sync.Map
	var wg sync.WaitGroup
	loaded := make(chan bool, 100)
	for i := range 30 {
		wg.Go(func() {
			_, l := m.LoadOrStore(i%10, fmt.Sprint("v", i%10))
			loaded <- l
		})
	}
	wg.Wait()
	close(loaded)
	n := 0
	for l := range loaded {
		if l {
			n++
		}
	}
	var keys []int
	m.Range(func(k, v any) bool {
		keys = append(keys, k.(int))
		return true
	})
	sort.Ints(keys)
	fmt.Println(n, keys)
	fmt.Println(m.Load(3))
	fmt.Println(m.Load("3"))
	fmt.Println(m.LoadAndDelete(3))
	fmt.Println(m.LoadAndDelete(3))
	fmt.Println(m.Swap(4, "new"))
	fmt.Println(m.CompareAndSwap(4, "old", "x"), m.CompareAndSwap(4, "new", "newer"), m.CompareAndDelete(4, "new"))
	m.Delete(5)
	m.Store(6, nil)
	v, ok := m.Load(6)
	fmt.Println(v, ok)
	n = 0
	m.Range(func(k, v any) bool { n++; return n < 3 })
	fmt.Println(n)
	m.Clear()
	_, ok = m.Load(1)
	fmt.Println(ok)
}
