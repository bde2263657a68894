// Arrays are values: assignment, passing and ranging copy them; comparison is by elements.
package main

import "fmt"

type grid [2][3]int

func change(a [3]int) [3]int {
	a[0] = 100
	return a
}

func changePtr(a *[3]int) { a[1] = 200 }

func main() {
	a := [3]int{1, 2, 3}
	b := a
	b[0] = 9
	fmt.Println(a, b, a == b, a != b)
	c := change(a)
	fmt.Println(a, c)
	changePtr(&a)
	fmt.Println(a, len(a), cap(a))
	for i, v := range a {
		a[2] = 77
		fmt.Print(i, ":", v, " ")
	}
	fmt.Println(a)
	for i, v := range &a {
		a[2] = 88
		fmt.Print(i, ":", v, " ")
	}
	fmt.Println()
	g := grid{{1, 2, 3}, {4, 5, 6}}
	h := g
	h[1][2] = 60
	row := g[0]
	row[0] = -1
	fmt.Println(g, h, row, g == h, g[0] == [3]int{1, 2, 3})
	s := [...]string{2: "c", 0: "a"}
	fmt.Println(len(s), s, fmt.Sprintf("%q", s))
	p := &g[1]
	p[0] = 44
	fmt.Println(g, *p, len(p))
	arrs := []([2]int){{1, 2}, {3, 4}}
	for _, x := range arrs {
		x[0] = 0
	}
	for i := range arrs {
		arrs[i][1] *= 10
	}
	fmt.Println(arrs)
	st := struct{ a [2]int }{[2]int{5, 6}}
	st2 := st
	st2.a[0] = 7
	fmt.Println(st, st2, [0]int{}, [2][0]int{})
	m := map[string][2]int{"k": {1, 2}}
	v := m["k"]
	v[0] = 10
	fmt.Println(m, v, m["none"][1])
}
