// Composite literals of every kind: keys, elided types, nesting, pointers, defaults.
package main

import "fmt"

type P struct{ X, Y int }
type L struct {
	A, B *P
	Name string
}
type E struct {
	P
	*L
	n int
}
type M map[P]*L

const k = 3

func main() {
	a := [...]int{k: 1, 2, 0: 5, 10, k + 4: 7}
	fmt.Println(len(a), a)
	s := []string{2: "c", "d", 0: "a"}
	fmt.Printf("%q\n", s)
	runes := [128]bool{'a': true, 'z': true}
	fmt.Println(runes['a'], runes['b'], len(runes))
	ps := []P{{1, 2}, {Y: 3}, {}}
	pp := []*P{{1, 2}, {X: 5}, nil}
	fmt.Println(ps, *pp[1], pp[2] == nil)
	mp := map[P]string{{1, 2}: "a", {}: "zero"}
	mpp := map[string]*P{"a": {1, 2}}
	mps := map[P][]P{{1, 1}: {{2, 2}, {3, 3}}}
	fmt.Println(mp[P{}], *mpp["a"], mps[P{1, 1}][1])
	nested := [][]P{{{1, 2}}, nil, {{3, 4}, {5, 6}}}
	arr := [2][2]*P{{{1, 1}}, {1: {4, 4}}}
	fmt.Println(len(nested[2]), nested, *arr[0][0], arr[0][1] == nil, *arr[1][1])
	l := L{A: &P{1, 2}, Name: "n"}
	e := E{P{7, 8}, &l, 9}
	e2 := E{L: &L{B: &P{}}, n: 1}
	fmt.Println(e.X, e.A.Y, e.Name, e2.B.X, e2.X, e2.A == nil)
	m := M{{1, 2}: {Name: "x"}, {3, 4}: nil}
	fmt.Println(m[P{1, 2}].Name, m[P{3, 4}] == nil, len(m))
	f := []func() int{func() int { return 1 }, nil}
	c := []chan int{make(chan int, 1), nil}
	i := []any{1, "a", P{1, 2}, &P{3, 4}, []int{5}, nil, len(a) == 8}
	fmt.Println(f[0](), cap(c[0]), i[:3], len(i), i[6])
	st := struct {
		in struct{ a, b int }
		ar [2]struct{ s string }
	}{ar: [2]struct{ s string }{1: {"x"}}}
	st.in.b = 4
	fmt.Printf("%+v\n", st)
	fmt.Println((&P{1, 2}).X, P{3, 4}.Y, [...]int{1, 2, 3}[1], []int{4, 5}[1:], map[int]int{1: 2}[1], len([]int{9: 0}))
	for _, p := range []P{{1, 1}, {2, 2}} {
		fmt.Print(p.X+p.Y, " ")
	}
	if (P{1, 2}) == (P{1, 2}) {
		fmt.Println("equal")
	}
	b := [][]byte{[]byte("a"), {98, 'c'}}
	fmt.Println(string(b[0]), string(b[1]))
	x, y := 1, 2
	dyn := map[int]int{x: y, y: x, x + y: 0}
	ord := []int{k: 10, 20}[1:]
	fmt.Println(dyn, ord)
}
