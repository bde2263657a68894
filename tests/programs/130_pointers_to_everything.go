// Pointers to struct fields, array elements, slice elements, captured variables, results, pointers; identity kept by copies.
package main

import "fmt"

type in struct{ v, w int }
type S struct {
	a  int
	in in
	ar [3]in
	p  *in
	sl []in
	e  any
}

func field(s *S) *int      { return &s.in.w }
func elem(s *S, i int) *in { return &s.ar[i] }

func bump(ps ...*int) {
	for _, p := range ps {
		*p += 100
	}
}

func local() (*int, func() int) {
	x := 1
	return &x, func() int { return x }
}

func param(x in) *in { return &x }

func main() {
	s := S{p: &in{7, 8}, sl: make([]in, 2)}
	bump(&s.a, &s.in.v, field(&s), &s.ar[1].v, &s.p.w, &s.sl[1].v)
	elem(&s, 2).w = 5
	fmt.Println(s.a, s.in, s.ar, *s.p, s.sl)
	t := s
	bump(&t.in.v, &t.ar[0].v, &t.p.v, &t.sl[0].w)
	fmt.Println(s.in, t.in, s.ar[0], t.ar[0], *s.p, s.sl[0], s.p == t.p, &s.sl[0] == &t.sl[0], &s.ar[0] == &t.ar[0])
	p, get := local()
	*p = 42
	fmt.Println(get())
	q, r := param(s.in), param(s.in)
	q.v = -1
	fmt.Println(q == r, q.v, r.v, s.in.v)
	pin := &s.in
	s.in = in{1, 2}
	fmt.Println(*pin, pin == &s.in)
	pv := &pin.v
	*pin = in{3, 4}
	fmt.Println(*pv)
	par := &s.ar
	s.ar = [3]in{{9, 9}}
	fmt.Println(par[0], len(par))
	pe := &s.ar[1]
	*par = [3]in{1: {5, 5}}
	fmt.Println(*pe)
	pp := &pin
	(*pp).v = 10
	*pp = &in{20, 20}
	fmt.Println(s.in.v, pin.v)
	s.e = pin
	s.e.(*in).w = 21
	fmt.Println(pin.w)
	m := map[string]*in{"a": pin, "b": pin}
	m["a"].v++
	fmt.Println(m["b"].v, m["a"] == m["b"])
	ps := []*in{pin, {1, 1}}
	for _, x := range ps {
		x.v *= 2
	}
	for i := range ps {
		ps[i] = &in{i, i}
	}
	fmt.Println(pin.v, ps[1].v)
	sl := []int{1, 2, 3}
	e0 := &sl[0]
	sl2 := append(sl, 4)
	sl2[0] = 50
	*e0 = 60
	fmt.Println(sl, sl2)
	var np *S
	fmt.Println(np == nil, new(S) == nil)
	ifp := new(any)
	*ifp = 5
	*ifp = fmt.Sprint(*ifp, "!")
	fmt.Println(*ifp)
	fp := new(func() int)
	*fp = get
	*p = 43
	fmt.Println((*fp)())
	ch := make(chan *int, 1)
	ch <- p
	*<-ch++
	fmt.Println(get())
	arr := [2][2]int{{1, 2}, {3, 4}}
	row := &arr[1]
	cell := &row[0]
	*cell = 30
	arr[1] = [2]int{7, 8}
	fmt.Println(*cell, *row, arr)
}
