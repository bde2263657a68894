// Panics passing through methods, closures, iterators and initialisers, with recovery at different places.
package main

import "fmt"

type stack struct{ items []int }

func (s *stack) pop() int {
	n := len(s.items) - 1
	v := s.items[n]
	s.items = s.items[:n]
	return v
}

func (s *stack) tryPop() (v int, ok bool) {
	defer func() {
		if recover() != nil {
			ok = false
		}
	}()
	return s.pop(), true
}

var early = func() (s string) {
	defer func() { s = fmt.Sprint("initialiser recovered ", recover()) }()
	var m map[string][]int
	m["a"] = nil
	return "unreachable"
}()

func each(s []int, f func(int)) {
	defer fmt.Println("each done")
	for _, v := range s {
		f(v)
	}
}

type closer struct{ name string }

func (c closer) Close() {
	fmt.Println("close", c.name)
	if c.name == "bad" {
		panic("close failed")
	}
}

func use(names ...string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("use: %v", r)
		}
	}()
	for _, n := range names {
		c := closer{n}
		defer c.Close()
	}
	if len(names) > 2 {
		panic("too many")
	}
	return nil
}

func mustPositive(n int) int {
	if n < 0 {
		panic(fmt.Errorf("negative: %d", n))
	}
	return n
}

func sumAll(ns ...int) (t int, err error) {
	defer func() {
		if e, ok := recover().(error); ok {
			err = e
		}
	}()
	for _, n := range ns {
		t += mustPositive(n)
	}
	return
}

func main() {
	fmt.Println(early)
	s := &stack{[]int{1}}
	fmt.Println(s.tryPop())
	fmt.Println(s.tryPop())
	func() {
		defer func() { fmt.Println("main got", recover()) }()
		each([]int{2, 1, 0}, func(v int) { fmt.Println(2 / v) })
	}()
	fmt.Println(use("a"))
	fmt.Println(use("a", "bad"))
	fmt.Println(use("a", "b", "c"))
	fmt.Println(use("a", "bad", "c"))
	fmt.Println(sumAll(1, 2, 3))
	fmt.Println(sumAll(1, -2, 3))
	defer func() {
		r := recover()
		fmt.Println("finally", r)
		defer func() { fmt.Println("really finally", recover()) }()
		var p *stack
		p.pop()
	}()
	var a [3]int
	i := 3
	a[i%4]++
}
