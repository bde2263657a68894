// Generators as goroutines: trees compared by their leaves, with early stop.
package main

import "fmt"

type tree struct {
	l, r *tree
	v    int
}

func build(vs ...int) (t *tree) {
	for _, v := range vs {
		p := &t
		for *p != nil {
			if v < (*p).v {
				p = &(*p).l
			} else {
				p = &(*p).r
			}
		}
		*p = &tree{v: v}
	}
	return
}

func (t *tree) walk(c chan<- int, quit <-chan struct{}) bool {
	if t == nil {
		return true
	}
	if !t.l.walk(c, quit) {
		return false
	}
	select {
	case c <- t.v:
	case <-quit:
		return false
	}
	return t.r.walk(c, quit)
}

func (t *tree) all(quit <-chan struct{}, ended chan<- bool) <-chan int {
	c := make(chan int)
	go func() {
		full := t.walk(c, quit)
		close(c)
		ended <- full
	}()
	return c
}

func same(a, b *tree) (eq bool, ends [2]bool) {
	quit, ended := make(chan struct{}), make(chan bool, 2)
	ca, cb := a.all(quit, ended), b.all(quit, ended)
	eq = true
	for {
		x, ok1 := <-ca
		y, ok2 := <-cb
		if x != y || ok1 != ok2 {
			eq = false
			break
		}
		if !ok1 {
			break
		}
	}
	close(quit)
	e1, e2 := <-ended, <-ended
	return eq, [2]bool{e1 && e2, e1 || e2}
}

func main() {
	fmt.Println(same(build(3, 1, 2, 5), build(1, 2, 3, 5)))
	fmt.Println(same(build(3, 1, 2, 9, 10, 11), build(1, 2, 4, 9, 10, 11)))
	fmt.Println(same(build(), build()))
	fib := func() <-chan int {
		c := make(chan int)
		go func() {
			for a, b := 0, 1; ; a, b = b, a+b {
				c <- a
			}
		}()
		return c
	}()
	for range 15 {
		fmt.Print(<-fib, " ")
	}
	fmt.Println()
}
