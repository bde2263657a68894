// Once runs its function once, also if it panics; OnceFunc, OnceValue, OnceValues.
package main

import (
	"errors"
	"fmt"
	"sync"
)

func main() {
	var once sync.Once
	var wg sync.WaitGroup
	n := 0
	for range 20 {
		wg.Go(func() { once.Do(func() { n++ }) })
	}
	wg.Wait()
	fmt.Println(n)
	once.Do(func() { fmt.Println("never") })
	var bad sync.Once
	for i := range 2 {
		func() {
			defer func() { fmt.Println(i, recover()) }()
			bad.Do(func() { panic("in once") })
		}()
	}
	f := sync.OnceFunc(func() { fmt.Println("called") })
	f()
	f()
	v := sync.OnceValue(func() int { n++; return n })
	fmt.Println(v(), v())
	vs := sync.OnceValues(func() (int, error) { return 1, errors.New("once") })
	fmt.Println(vs())
	fmt.Println(vs())
	p := sync.OnceFunc(func() { panic("again and again") })
	for range 2 {
		func() {
			defer func() { fmt.Println(recover()) }()
			p()
		}()
	}
}
