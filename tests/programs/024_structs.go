// Structs: literals, copies, comparison, nesting, anonymous structs, blank fields.
package main

import "fmt"

type inner struct {
	a int
	b [2]string
}

type outer struct {
	inner inner
	p     *inner
	n     int
	_     int
}

func modify(o outer) outer {
	o.inner.a = 100
	o.inner.b[0] = "changed"
	o.p.a = 200
	return o
}

func main() {
	o := outer{inner: inner{1, [2]string{"x", "y"}}, p: &inner{a: 2}, n: 3}
	c := o
	c.inner.a = 10
	c.inner.b[1] = "z"
	c.p.a = 20
	fmt.Println(o.inner, *o.p, c.inner, *c.p)
	d := modify(o)
	fmt.Println(o.inner, o.p.a, d.inner, d.p.a, o.p == d.p)
	fmt.Println(o == c, o.inner == inner{1, [2]string{"x", "y"}}, o == o)
	var zero outer
	fmt.Println(zero.inner, zero.p == nil, zero.n)
	an := struct {
		X, Y int
		S    string
	}{1, 2, "s"}
	fmt.Printf("%v %+v %#v\n", an, an, an)
	bn := an
	bn.X++
	fmt.Println(an, bn, an == bn)
	p := &o
	q := p
	q.n = 33
	(*p).inner.a++
	fmt.Println(o.n, o.inner.a, p == q)
	arr := []inner{{1, [2]string{}}, {a: 2}}
	for _, e := range arr {
		e.a *= 10
	}
	for i := range arr {
		arr[i].a *= 100
	}
	fmt.Println(arr)
	ptrs := []*inner{{a: 1}, {a: 2}}
	for _, e := range ptrs {
		e.a *= 10
	}
	fmt.Println(*ptrs[0], *ptrs[1])
	m := map[string]inner{"k": {a: 5}}
	e := m["k"]
	e.a = 6
	fmt.Println(m, e)
	m["k"] = e
	fmt.Println(m)
	x, y := o, o
	x, y = y, x
	x.n = 1
	fmt.Println(x.n, y.n)
}
