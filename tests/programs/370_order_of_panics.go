// Which of several panics in one statement comes, and what has been stored by then.
package main

import "fmt"

type T struct {
	n    int
	next *T
}

type S struct{ a, b int }

func try(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

func say(s string, x int) int {
	fmt.Print(s, " ")
	return x
}

var global = []int{1, 2, 3}

func main() {
	a := []int{0, 0, 0}
	i, k := 4, 5
	zero := 0
	try("swap", func() { a[i], a[k] = a[k], a[i] })
	try("swap of globals", func() { global[i], global[k] = global[k], global[i] })
	try("three", func() { a[i], a[k], a[7] = a[6], a[8], a[i] })
	try("store before", func() { a[0], a[k] = 1, 2 })
	try("quotient last", func() { a[1], i = 7, i/zero })
	fmt.Println(a)
	b := []S{{1, 2}, {3, 4}}
	try("swap of structs", func() { b[0], b[1] = b[1], b[0] })
	fmt.Println(b)
	try("swap of structs outside", func() { b[i], b[k] = b[k], b[i] })
	var arr, other [3]int
	other[1] = 9
	arr, arr[0] = other, 5
	fmt.Println(arr)
	arr[2], arr = 6, other
	fmt.Println(arr)
	s := S{1, 2}
	s, s.a = S{3, 4}, 7
	fmt.Println(s)
	var r *T
	try("old pointer", func() { r, *r = new(T), T{n: say("called", 1)} })
	try("value first", func() { b[say("index", 9)] = S{say("value", 1), 2} })
	try("pointer last", func() { *r = T{n: say("called", 2)}; fmt.Println(r.n) })
	var p *S
	try("nil pointer last", func() { *p = S{say("called", 2), 1} })
	try("index into nothing", func() { a[9] = say("called", 1) })
	try("literal", func() {
		fmt.Println(map[int]int{zero + 1: say("one", 1), k / zero: say("two", 2), 3: say("three", 3)})
	})
	try("literal of small keys", func() {
		x := int8(0)
		fmt.Println(map[int8]int{1: say("one", 1), 5 / x: say("two", 2)})
	})
	var e any = map[int]int{}
	try("assertions", func() { fmt.Println(len(e.(map[bool]int)), e.(bool), a[9]) })
	try("assertions", func() { fmt.Println(len(e.(map[bool]int)), a[9]) })
	try("slice first", func() { fmt.Println(a[9], a[k:]) })
	try("slice first", func() { fmt.Println(a[k:], say("not called", 1)) })
	try("quotient late", func() { fmt.Println(k/zero, say("called", 1)) })
	try("add", func() { a[0] += say("called", 1); fmt.Println(a[0]) })
	try("add outside", func() { a[9] += say("called", 1) })
	j := 0
	next := func() int { j++; return j }
	a = []int{10, 20, 30}
	a[j] += next()
	fmt.Println(a, j)
	a[j-2], a[next()-2] = a[next()-3], j
	fmt.Println(a, j)
	try("results", func() { fmt.Println(results(a, 9, 0)) })
	try("results with a deferred call", func() { fmt.Println(deferred(a, 9, 0)) })
	try("early in one, late in the other", func() { x, y := a[9], a[k:]; fmt.Println(x, y) })
}

func results(a []int, i, z int) (x, y int) {
	return i / z, a[i+x]
}

func deferred(a []int, i, z int) (x, y int) {
	defer func() { fmt.Println(x, y) }()
	return i / z, a[i]
}
