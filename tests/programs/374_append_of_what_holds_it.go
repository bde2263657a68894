// A struct that is appended to a slice in it: large ones are read after the slice is stored, small ones before.
package main

import "fmt"

type large struct {
	a, b, c int
	kids    []large
}

type small struct {
	a    int
	kids []small
}

type outer struct {
	in large
	n  int
}

var global small

func main() {
	var l large
	l.kids = append(l.kids, l)
	fmt.Println(len(l.kids), len(l.kids[0].kids))
	l.a = 5
	l.kids = append(l.kids, large{a: 1}, l, large{a: 2})
	fmt.Println(len(l.kids), len(l.kids[1].kids), len(l.kids[2].kids), l.kids[2].a, len(l.kids[3].kids))

	var s small
	s.kids = append(s.kids, s)
	fmt.Println(len(s.kids), len(s.kids[0].kids))
	func() {
		s.kids = append(s.kids, s)
		fmt.Println(len(s.kids), len(s.kids[1].kids))
	}()
	global.kids = append(global.kids, global)
	fmt.Println(len(global.kids), len(global.kids[0].kids))
	p := &global
	p.kids = append(p.kids, *p)
	fmt.Println(len(global.kids), len(global.kids[1].kids))

	var o outer
	o.in.kids = append(o.in.kids, o.in)
	fmt.Println(len(o.in.kids), len(o.in.kids[0].kids))
	t := l
	l.kids = append(l.kids[:1], l)
	fmt.Println(len(l.kids), len(l.kids[1].kids), len(t.kids))
}
