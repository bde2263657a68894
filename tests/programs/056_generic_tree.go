// An ordered map as a generic binary tree, with iterators.
package main

import (
	"cmp"
	"fmt"
	"iter"
)

type Tree[K, V any] struct {
	root *node[K, V]
	less func(K, K) int
	n    int
}

type node[K, V any] struct {
	k           K
	v           V
	left, right *node[K, V]
}

func New[K cmp.Ordered, V any]() *Tree[K, V] { return &Tree[K, V]{less: cmp.Compare[K]} }

func (t *Tree[K, V]) Put(k K, v V) (old V, had bool) {
	p := &t.root
	for *p != nil {
		switch c := t.less(k, (*p).k); {
		case c < 0:
			p = &(*p).left
		case c > 0:
			p = &(*p).right
		default:
			old, (*p).v = (*p).v, v
			return old, true
		}
	}
	*p = &node[K, V]{k: k, v: v}
	t.n++
	return
}

func (t *Tree[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) { t.root.walk(yield) }
}

func (n *node[K, V]) walk(yield func(K, V) bool) bool {
	return n == nil || n.left.walk(yield) && yield(n.k, n.v) && n.right.walk(yield)
}

func (n *node[K, V]) depth() int {
	if n == nil {
		return 0
	}
	return 1 + max(n.left.depth(), n.right.depth())
}

func main() {
	t := New[string, int]()
	for i, w := range []string{"m", "c", "x", "a", "e", "z", "c", "m"} {
		if old, had := t.Put(w, i); had {
			fmt.Print(w, " was ", old, "; ")
		}
	}
	fmt.Println(t.n, t.root.depth())
	for k, v := range t.All() {
		if k == "x" {
			break
		}
		fmt.Print(k, v, " ")
	}
	fmt.Println()
	r := &Tree[int, struct{}]{less: func(a, b int) int { return b - a }}
	for i := range 10 {
		r.Put(i*7%10, struct{}{})
	}
	for k := range r.All() {
		fmt.Print(k, " ")
	}
	fmt.Println(r.n, r.root.depth())
}
