package main

type node struct {
	next *node
	f    func() *node
}

var (
	keep  func()
	nodes []*node
	sink  any
)

func captures() (func() int, *int) {
	byValue, byRef := 1, 2
	large := [200]byte{1}
	f := func() int { byRef++; return byValue + byRef + int(large[0]) }
	g := func() *int { return &byRef }
	return f, g()
}

func nested(n int) func() func() int {
	x := n
	return func() func() int {
		y := x
		return func() int { y++; return x + y }
	}
}

func called() int {
	x := 1
	func() { x++ }()
	y := func(p *int) *int { return p }(&x)
	return *y
}

func deferred(list []*node) (out *node) {
	for _, n := range list {
		n := n
		defer func() { out = n }()
		go func(m *node) { sink = m.next }(n)
	}
	defer recover()
	defer println("done", len(list))
	return
}

func variables(b bool, p *node) *node {
	f := func(n *node) *node { return n.next }
	if b {
		f = func(n *node) *node { return n }
	}
	return f(p)
}

func (n *node) method(m *node) *node { n.next = m; return m }

func values(n *node) {
	f := n.method
	n.f = func() *node { return f(n) }
	g := (*node).method
	g(n, &node{})
	keep = func() { nodes = append(nodes, n) }
}

func recursive(n int) int {
	var fib func(int) int
	fib = func(i int) int {
		if i < 2 {
			return i
		}
		return fib(i-1) + fib(i-2)
	}
	return fib(n)
}

func main() {
	captures()
	nested(1)()()
	called()
	deferred(nil)
	variables(true, &node{})
	values(&node{})
	recursive(3)
}
