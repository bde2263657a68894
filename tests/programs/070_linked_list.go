// A doubly linked list with pointers into its own nodes.
package main

import "fmt"

type node struct {
	val        int
	prev, next *node
}

type list struct {
	root node
	n    int
}

func newList() *list {
	l := &list{}
	l.root.prev, l.root.next = &l.root, &l.root
	return l
}

func (l *list) insert(v int, at *node) *node {
	n := &node{v, at, at.next}
	at.next.prev = n
	at.next = n
	l.n++
	return n
}

func (l *list) remove(n *node) int {
	n.prev.next, n.next.prev = n.next, n.prev
	n.prev, n.next = nil, nil
	l.n--
	return n.val
}

func (l *list) push(v int) *node  { return l.insert(v, l.root.prev) }
func (l *list) shift(v int) *node { return l.insert(v, &l.root) }

func (l *list) String() (s string) {
	for n := l.root.next; n != &l.root; n = n.next {
		s += fmt.Sprint(n.val, " ")
	}
	return s + "/"
}

func (l *list) reverse() {
	for n := &l.root; ; {
		n.next, n.prev = n.prev, n.next
		if n = n.prev; n == &l.root {
			return
		}
	}
}

func main() {
	l := newList()
	a := l.push(1)
	b := l.push(2)
	l.shift(0)
	l.insert(15, a)
	fmt.Println(l, l.n)
	fmt.Println(l.remove(b), l)
	l.push(99)
	l.reverse()
	fmt.Println(l, l.n)
	for l.n > 0 {
		fmt.Print(l.remove(l.root.prev), " ")
	}
	fmt.Println(l)
	// Josephus.
	for i := range 10 {
		l.push(i)
	}
	n := &l.root
	for l.n > 1 {
		for range 3 {
			if n = n.next; n == &l.root {
				n = n.next
			}
		}
		p := n.prev
		fmt.Print(l.remove(n), " ")
		n = p
	}
	fmt.Println("left", l)
}
