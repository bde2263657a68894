// Assignments of several values at once, in all mixtures of places, and divisions of floats, by zero too.
package main

import "fmt"

type node struct {
	next *node
	n    int
}

type pair struct{ a, b int }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, r)
		}
	}()
	f()
}

func side(s string, n int) int {
	fmt.Print(s, " ")
	return n
}

func swaps() {
	a := []int{1, 2, 3, 4}
	for i, j := 0, len(a)-1; i < j; i, j = i+1, j-1 {
		a[i], a[j] = a[j], a[i]
	}
	fmt.Println(a)
	i := 0
	i, a[i] = 2, 9
	fmt.Println(i, a)
	a[i], i = 7, 1
	fmt.Println(i, a)
	a, a[0] = []int{5, 6}, 8
	fmt.Println(a)
	b := a
	a[0], b[0] = 1, 2
	fmt.Println(a, b)
	arrays := [][2]int{{1, 2}, {3, 4}}
	arrays[0], arrays[1] = arrays[1], arrays[0]
	p := &arrays[0]
	arrays[0], arrays[1] = arrays[1], arrays[0]
	fmt.Println(arrays, *p)
	structs := []pair{{1, 2}, {3, 4}}
	q := &structs[0]
	structs[0], structs[1] = structs[1], structs[0]
	fmt.Println(structs, *q)
	m := map[string]int{"x": 1}
	m["x"], m["y"] = m["y"], m["x"]
	fmt.Println(m)
	var x any
	var ok bool
	m["z"], ok = m["x"]
	x, m["q"] = m["x"], 3
	fmt.Println(m, ok, x)
	pi, pj := new(int), new(int)
	*pi, *pj = 1, 2
	*pi, *pj = *pj, *pi
	fmt.Println(*pi, *pj)
	a[side("left", 0)], a[side("middle", 1)] = side("right", 3), side("last", 4)
	fmt.Println(a)
}

func list() {
	var head *node
	for i := range 4 {
		head = &node{head, i}
	}
	var back *node
	for head != nil {
		head.next, back, head = back, head, head.next
	}
	for ; back != nil; back = back.next {
		fmt.Print(back.n, " ")
	}
	fmt.Println()
	n := &node{n: 1}
	n, n.n = &node{n: 2}, 3
	fmt.Println(n.n)
	n.n, n = 4, nil
	fmt.Println(n == nil)
}

func faults() {
	a := []int{1, 2}
	i, j := 5, -1
	try("right", func() { a[0], a[1] = a[i], 1 })
	try("left", func() { a[0], a[i] = 7, 8 })
	fmt.Println(a)
	try("negative", func() { a[j], a[i] = 7, 8 })
	try("constant", func() { _ = a[:0][0] })
	var n *node
	try("nil", func() { a[0], n.n = 9, 9 })
	fmt.Println(a)
	var m map[int]int
	try("map", func() { a[1], m[1] = 10, 10 })
	fmt.Println(a)
	var s string
	try("string", func() { _ = s[0] })
	try("literal", func() { fmt.Println("abc"[i-4], "abc"[i]) })
}

func quotients(nan, inf, d float64) {
	zero := 0.0
	fmt.Println(1/zero, -1/zero, zero/zero, 1/(zero*-1), d/2, d/(d/3), (d+1)/(d-1), nan/inf, d/inf, inf/nan)
	f := float32(1)
	fmt.Println(f/3, f/float32(zero), f/f)
	d /= 4
	fmt.Println(d, float64(side("one", 1))/float64(side("two", 2)))
	var p *[]float64
	try("order", func() { fmt.Println((*p)[0] / float64(side("called", 1))) })
	c := []float64{1}
	try("left first", func() { fmt.Println(c[int(d)] / c[int(d)+1]) })
}

func main() {
	swaps()
	list()
	faults()
	quotients(3, 4, 10)
}
