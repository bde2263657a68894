// Where structs and arrays are copied: calls, results, channels, maps, interfaces, ranges, literals, closures.
package main

import "fmt"

type S struct {
	a [2]int
	n int
	p *int
}

func byValue(s S) S       { s.n++; s.a[0]++; *s.p++; return s }
func (s S) with(n int) S  { s.n = n; return s }
func (s *S) set(n int) *S { s.n = n; return s }
func ret(s *S) S          { return *s }
func named() (s S)        { s.n = 5; return }

func main() {
	x := 0
	s := S{p: &x}
	t := byValue(s)
	fmt.Println(s.n, s.a, t.n, t.a, x)
	u := s.with(7)
	s.set(8).n++
	fmt.Println(s.n, u.n)
	c := make(chan S, 1)
	c <- s
	s.n = 1
	fmt.Println((<-c).n)
	var i any = s
	s.n = 2
	j := i
	k := i.(S)
	k.n = 50
	fmt.Println(i.(S).n, j.(S).n, k.n)
	m := map[string]S{"s": s}
	s.n = 3
	fmt.Println(m["s"].n)
	sl := []S{s, s}
	sl[0].n = 100
	s.a[1] = 9
	fmt.Println(sl[0].n, sl[1].n, sl[1].a)
	for _, e := range sl {
		e.n = -1
		e.a[0] = -1
	}
	fmt.Println(sl[0].n, sl[0].a)
	nested := struct {
		s  S
		as [2]S
	}{s, [2]S{s, s}}
	cp := nested
	cp.s.n, cp.as[1].a[0] = 77, 88
	fmt.Println(nested.s.n, nested.as[1].a, cp.s.n, cp.as[1].a)
	r := ret(&s)
	r.n = 1000
	fmt.Println(s.n, named().n)
	f := func() int { return s.n }
	defer func(s S) { fmt.Println("deferred copy", s.n, "captured", f()) }(s)
	s.n = 4
	g := s.with
	s.n = 5
	fmt.Println(f(), g(6).n)
	sp := &s
	d := *sp
	sp.n = 6
	*sp = S{n: 9, p: sp.p}
	fmt.Println(d.n, s.n, sp == &s)
	arr := [3][2]int{{1, 2}, {3, 4}}
	row := arr[0]
	pr := &arr[1]
	row[0], pr[0] = 10, 30
	arr2 := arr
	arr[2] = row
	fmt.Println(arr, arr2)
	sl = append(sl[:1], sl[0])
	sl[1].a[0] = 5
	fmt.Println(sl[0].a, sl[1].a)
	a, b := S{n: 1}, S{n: 2}
	a, b = b, a
	b.n += 10
	fmt.Println(a.n, b.n)
	m2 := map[[2]int]int{}
	key := [2]int{1, 1}
	m2[key] = 1
	key[0] = 2
	m2[key] = 2
	fmt.Println(m2)
}
