// What a defer or go statement evaluates at once: function value, receiver, arguments; nil functions fail late.
package main

import "fmt"

type T struct{ n int }

func (t T) val() int { fmt.Println("val", t.n); return t.n }
func (t *T) ptr() *T { fmt.Println("ptr", t.n); t.n++; return t }

type I interface{ show(string) }

func (t T) show(s string) { fmt.Println("show", s, t.n) }

func mk(s string) func() {
	fmt.Println("make", s)
	return func() { fmt.Println("run", s) }
}

func main() {
	t := T{1}
	func() {
		defer t.val()
		defer t.ptr()
		defer t.ptr().ptr().val()
		t.n = 10
		fmt.Println("body", t.n)
	}()
	func() {
		var i I = t
		defer i.show("interface")
		i = T{99}
		defer mk("a")()
		defer func(f func()) { f() }(mk("b"))
		p := &t
		defer p.show("pointer, copied now")
		t.n = 1000
	}()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		var f func()
		defer f()
		fmt.Println("nil deferred")
	}()
	func() {
		defer func() { fmt.Println("recovered:", recover()) }()
		var i I
		defer i.show("never")
		fmt.Println("not reached")
	}()
	s := []int{1, 2, 3}
	func() {
		defer fmt.Println("slice", s, len(s), s[0])
		s[0] = 50
		s = append(s, 4)
	}()
	m := map[string]int{}
	func() {
		defer func(k string) { m[k]++ }("x")
		for i := range 3 {
			defer func(n int) { m["sum"] += n * i }(i + 1)
		}
	}()
	fmt.Println(m)
	done := make(chan int)
	x := 1
	go func(v int) { done <- v }(x)
	x = 2
	fmt.Println(<-done, x)
	f := func(s string) { fmt.Println("f1", s); done <- 0 }
	go f("go")
	<-done
	defer func() func() {
		fmt.Println("enter main's trace")
		return func() { fmt.Println("exit main's trace") }
	}()()
}
