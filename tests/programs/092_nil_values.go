// What nil can do: methods on nil pointers, nil maps, slices, channels, functions, interfaces.
package main

import "fmt"

type list struct {
	v    int
	next *list
}

func (l *list) len() int {
	if l == nil {
		return 0
	}
	return 1 + l.next.len()
}

func (l *list) sum() (s int) {
	for ; l != nil; l = l.next {
		s += l.v
	}
	return
}

type empty struct{}

func (*empty) hello() string { return "hello from nil" }

type emb struct{ *empty }

type speaker interface{ hello() string }

func isNil(v any) bool { return v == nil }

func find(ok bool) *list {
	if ok {
		return &list{v: 1}
	}
	return nil
}

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
		}
	}()
	f()
	fmt.Println(name, "ok")
}

func main() {
	var l *list
	fmt.Println(l.len(), l.sum(), (&list{5, &list{6, nil}}).len())
	var e *empty
	fmt.Println(e.hello(), emb{}.hello())
	var s speaker = e
	fmt.Println(s.hello(), s == nil, isNil(s), isNil(e), isNil(nil))
	fmt.Println(find(false) == nil, isNil(find(false)))
	var m map[string][]int
	fmt.Println(m["a"], len(m["a"]), m["a"] == nil)
	var sl []int
	for range sl {
	}
	fmt.Println(len(sl[:0]), append(sl, 1))
	var c chan int
	select {
	case <-c:
	case c <- 1:
	default:
		fmt.Println("nil channel is never ready", len(c), cap(c))
	}
	var p *[3]int
	fmt.Println(len(p))
	for i := range p {
		fmt.Print(i)
	}
	fmt.Println(p == nil)
	try("range values of nil array", func() {
		for _, v := range p {
			fmt.Println(v)
		}
	})
	try("nil interface method", func() { var s speaker; s.hello() })
	try("method value of nil interface", func() { var s speaker; f := s.hello; f() })
	try("method value of nil pointer", func() { f := l.len; fmt.Println(f()) })
	try("value method through nil", func() { var t *t1; t.val() })
	try("method value through nil", func() { var t *t1; _ = t.val })
	try("slicing nil array", func() { _ = p[:2] })
	try("field address of nil", func() { _ = &l.v })
	try("copy from nil", func() { x := *l; _ = x })
	try("nil func in defer", func() { var f func(); defer f(); fmt.Println("body runs") })
}

type t1 struct{ x int }

func (t t1) val() int { return t.x }
