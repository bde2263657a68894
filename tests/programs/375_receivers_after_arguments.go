// Arguments are evaluated before the receiver of a method is looked at.
package main

import "fmt"

type V struct{ a, b int }

func (v V) M(x int) string { return fmt.Sprint(v.a, x) }

type N int

func (n N) M(x int) string { return fmt.Sprint(int(n), x) }

type W struct{ V }
type X struct{ *V }

func tr(x int) int {
	fmt.Print("called ")
	return x
}

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

type I interface{ M(int) string }

func main() {
	var p *V
	var n *N
	var w *W
	var x X
	var i I
	try("struct", func() { fmt.Println(p.M(tr(1))) })
	try("number", func() { fmt.Println(n.M(tr(1))) })
	try("promoted", func() { fmt.Println(w.M(tr(1))) })
	try("promoted through a pointer", func() { fmt.Println(x.M(tr(1))) })
	try("interface", func() { fmt.Println(i.M(tr(1))) })
	try("value", func() { f := p.M; fmt.Println(f(tr(1))) })
	try("deferred", func() { defer p.M(tr(1)) })
	var f func(int)
	try("function", func() { f(tr(1)) })
	q := &V{1, 2}
	try("changed", func() {
		fmt.Println(q.M(func() int { q.a = 5; return 1 }()))
		fmt.Println(q.M(func() int { q = nil; return 1 }()))
	})
	for range 1 {
		try("loop", func() {
			for k := range each(p.M(tr(1))) {
				_ = k
			}
		})
	}
}

func each[T any](x T) []T { return []T{x} }
