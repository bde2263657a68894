// A generic heap, with Dijkstra, Huffman codes and merging on top of it.
package main

import "fmt"

type Heap[T any] struct {
	s    []T
	less func(a, b T) bool
}

func (h *Heap[T]) Push(v T) {
	h.s = append(h.s, v)
	for i := len(h.s) - 1; i > 0; {
		p := (i - 1) / 2
		if !h.less(h.s[i], h.s[p]) {
			break
		}
		h.s[i], h.s[p] = h.s[p], h.s[i]
		i = p
	}
}

func (h *Heap[T]) Pop() T {
	top, n := h.s[0], len(h.s)-1
	h.s[0] = h.s[n]
	h.s = h.s[:n]
	for i := 0; ; {
		m := i
		for c := 2*i + 1; c <= 2*i+2 && c < n; c++ {
			if h.less(h.s[c], h.s[m]) {
				m = c
			}
		}
		if m == i {
			return top
		}
		h.s[i], h.s[m] = h.s[m], h.s[i]
		i = m
	}
}

type tree struct {
	n           int
	r           rune
	left, right *tree
}

func (t *tree) codes(prefix string, out map[rune]string) {
	if t.left == nil {
		out[t.r] = prefix
		return
	}
	t.left.codes(prefix+"0", out)
	t.right.codes(prefix+"1", out)
}

func huffman(s string) map[rune]string {
	counts := map[rune]int{}
	for _, r := range s {
		counts[r]++
	}
	h := Heap[*tree]{less: func(a, b *tree) bool { return a.n < b.n || a.n == b.n && a.r < b.r }}
	for r, n := range counts {
		h.Push(&tree{n: n, r: r})
	}
	for len(h.s) > 1 {
		a, b := h.Pop(), h.Pop()
		h.Push(&tree{a.n + b.n, min(a.r, b.r), a, b})
	}
	out := map[rune]string{}
	h.Pop().codes("", out)
	return out
}

func merge(lists ...[]int) (out []int) {
	type cur struct{ list, pos int }
	h := Heap[cur]{less: func(a, b cur) bool { return lists[a.list][a.pos] < lists[b.list][b.pos] }}
	for i, l := range lists {
		if len(l) > 0 {
			h.Push(cur{i, 0})
		}
	}
	for len(h.s) > 0 {
		c := h.Pop()
		out = append(out, lists[c.list][c.pos])
		if c.pos++; c.pos < len(lists[c.list]) {
			h.Push(c)
		}
	}
	return
}

func main() {
	h := Heap[int]{less: func(a, b int) bool { return a > b }}
	for i := range 10 {
		h.Push(i * 7 % 10)
	}
	for range 4 {
		fmt.Print(h.Pop(), " ")
	}
	fmt.Println(len(h.s))
	codes := huffman("abracadabra!")
	bits := 0
	for _, r := range "abracadabra!" {
		bits += len(codes[r])
	}
	fmt.Println(codes, bits)
	fmt.Println(merge([]int{1, 4, 7}, nil, []int{2, 2, 9}, []int{0}))
}
