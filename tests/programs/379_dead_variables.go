// A variable that is not read any more keeps nothing alive, nor does a panic that was recovered.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type node struct {
	value int
	next  *node
}

func collected(gone *atomic.Bool) bool {
	for range 10 {
		runtime.GC()
		time.Sleep(time.Millisecond)
	}
	return gone.Load()
}

func once(buf []byte, fails bool) func() {
	return sync.OnceFunc(func() {
		buf[0] = 1
		if fails {
			panic("once")
		}
	})
}

func call(f func()) {
	defer func() { recover() }()
	f()
}

func ofElement(fails bool) {
	buf := make([]byte, 1024)
	var gone atomic.Bool
	runtime.AddCleanup(&buf[0], func(g *atomic.Bool) { g.Store(true) }, &gone)
	f := once(buf, fails)
	fmt.Println("element, before:", collected(&gone))
	call(f)
	fmt.Println("element, after:", collected(&gone))
	call(f)
}

func ofField() {
	n := &node{value: 1}
	var gone atomic.Bool
	runtime.AddCleanup(&n.next, func(g *atomic.Bool) { g.Store(true) }, &gone)
	fmt.Println("field, before:", collected(&gone), n.value)
	fmt.Println("field, after:", collected(&gone))
}

func ofOther() {
	var gone atomic.Bool
	waits, ends := make(chan bool), make(chan bool)
	go func() {
		n := &node{value: 2}
		runtime.SetFinalizer(n, func(*node) { gone.Store(true) })
		<-waits
		n.value++
		<-waits
		ends <- true
	}()
	time.Sleep(time.Millisecond)
	fmt.Println("other, before:", collected(&gone))
	waits <- true
	time.Sleep(time.Millisecond)
	fmt.Println("other, after:", collected(&gone))
	waits <- true
	<-ends
}

func main() {
	ofElement(false)
	ofElement(true)
	ofField()
	ofOther()
}
