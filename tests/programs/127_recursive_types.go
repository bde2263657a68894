// Types that refer to themselves: slices, maps, functions, channels, interfaces, pointers.
package main

import "fmt"

type T []T
type M map[string]M
type F func(int) F
type C chan C
type P *P
type I interface{ Next() I }
type S struct {
	kids [2]*S
	up   *S
	fn   func(*S) *S
	m    map[string]S
	sl   []S
}

type step int

func (s step) Next() I {
	if s == 0 {
		return nil
	}
	return s - 1
}

func (t T) depth() int {
	d := 0
	for _, k := range t {
		d = max(d, k.depth())
	}
	return d + 1
}

func (m M) count() (n int) {
	for _, k := range m {
		n += 1 + k.count()
	}
	return
}

func adder(sum *int) F {
	return func(n int) F {
		*sum += n
		return adder(sum)
	}
}

type lexer func(string) (string, lexer)

func word(s string) (string, lexer) {
	for i := range s {
		if s[i] == ' ' {
			return s[:i], func(string) (string, lexer) { return "<" + s[i+1:] + ">", nil }
		}
	}
	return s, nil
}

func main() {
	t := T{T{}, T{T{T{}}}, nil}
	fmt.Println(t.depth(), len(t[1][0]), t)
	m := M{"a": {"b": {"c": nil}, "d": {}}, "e": nil}
	fmt.Println(m.count(), m["a"]["b"]["c"]["none"] == nil, m)
	sum := 0
	adder(&sum)(1)(2)(3)
	fmt.Println(sum)
	c := make(C, 1)
	c <- c
	d := <-c
	fmt.Println(d == c, len(c))
	var p P
	p = &p
	fmt.Println(*p == p)
	n := 0
	for i := I(step(4)); i != nil; i = i.Next() {
		n++
	}
	fmt.Println(n)
	var s S
	s.up = &s
	s.kids[0] = &S{up: &s, fn: func(x *S) *S { return x.up }}
	s.m = map[string]S{"self": s}
	s.sl = append(s.sl, s, *s.kids[0])
	fmt.Println(s.up.up == &s, s.kids[0].fn(s.kids[0]) == &s, s.m["self"].kids[0] == s.kids[0], len(s.sl[0].sl), s.sl[1].up == &s)
	rest := "hello big world"
	for l := lexer(word); l != nil; {
		rest, l = l(rest)
		fmt.Print(rest, ";")
	}
	fmt.Println()
	var cyc []any
	cyc = append(cyc, 1, nil)
	cyc[1] = cyc[:1]
	fmt.Println(cyc)
}
