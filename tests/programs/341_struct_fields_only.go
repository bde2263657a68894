// Local structs of which only fields are used, beside the variables that they were copied from.
package main

import "fmt"

type inner struct{ a, b int }

type rec struct {
	name string
	in   inner
	arr  [3]int
	list []int
	next *rec
}

type pair struct{ x, y int }

func make2(x, y int) pair { return pair{x, y} }

func two(m map[string]rec) (rec, bool) {
	r, ok := m["k"]
	return r, ok
}

func swap() {
	p := pair{1, 2}
	p = pair{p.y, p.x}
	fmt.Println(p.x, p.y)
	p = pair{y: p.x}
	fmt.Println(p.x, p.y)
	p.x += 5
	p.y--
	p.x, p.y = p.y, p.x
	fmt.Println(p.x, p.y)
}

func independent() {
	source := []rec{{name: "one", in: inner{1, 2}, arr: [3]int{1, 2, 3}, list: []int{1}}}
	r := source[0]
	source[0].name = "changed"
	source[0].in.a = 100
	source[0].arr[1] = 200
	source[0].list[0] = 300
	fmt.Println(r.name, r.in.a, r.arr[1], r.list[0])
	r.in.b = 7
	r.arr[2] = 8
	fmt.Println(source[0].in.b, source[0].arr[2], r.in.b, r.arr[2])
	in := r.in
	r.in = inner{9, 9}
	fmt.Println(in.a, in.b, r.in.a)
	for i, e := range source {
		source[i].name = "later"
		e.arr[0]++
		fmt.Println(e.name, e.arr[0], source[i].arr[0])
	}
}

func zeroed() {
	for i := range 3 {
		var p pair
		p.x += i
		p.y++
		fmt.Println(p.x, p.y)
	}
}

func sources(v any, ch chan pair, m map[pair]pair) {
	switch t := v.(type) {
	case pair:
		fmt.Println("pair", t.x+t.y)
	case rec:
		fmt.Println("rec", t.name, t.in.b)
	}
	if p, ok := v.(pair); ok {
		fmt.Println(p.y)
	}
	p := <-ch
	fmt.Println(p.x)
	q, ok := <-ch
	fmt.Println(q.x, q.y, ok)
	for k, e := range m {
		fmt.Println(k.x, k.y, e.x, e.y)
	}
	e, ok := m[pair{3, 4}]
	fmt.Println(e.x, ok)
	e = m[pair{1, 2}]
	fmt.Println(e.x, e.y)
	for _, a := range [...]pair{{1, 2}, {3, 4}} {
		fmt.Println(a.y)
	}
	d := make2(6, 7)
	fmt.Println(d.y)
}

func none(p *rec) (s string) {
	defer func() { fmt.Println(recover()) }()
	r := *p
	s = "reached"
	return r.name
}

func order() {
	say := func(s string, n int) int { fmt.Print(s, " "); return n }
	p := pair{y: say("first", 1), x: say("second", 2)}
	fmt.Println(p.y)
}

func main() {
	swap()
	independent()
	zeroed()
	ch := make(chan pair, 1)
	ch <- pair{5, 6}
	close(ch)
	sources(pair{1, 2}, ch, map[pair]pair{{1, 2}: {3, 4}})
	sources(rec{name: "n", in: inner{b: 2}}, ch, nil)
	r, ok := two(map[string]rec{"k": {name: "v"}})
	fmt.Println(r.name, ok)
	fmt.Println(none(nil))
	order()
}
