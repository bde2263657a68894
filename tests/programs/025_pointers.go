// Pointers to variables, elements, fields; new; pointers to pointers; identity.
package main

import "fmt"

type node struct {
	val  int
	next *node
}

func inc(p *int)        { *p++ }
func swap(a, b *int)    { *a, *b = *b, *a }
func alloc(n int) *int  { return &n }
func redirect(pp **int) { *pp = alloc(42) }
func reset(n *node)     { *n = node{} }

func main() {
	x := 1
	p := &x
	inc(p)
	*p *= 10
	fmt.Println(x, *p)
	y := 5
	swap(&x, &y)
	fmt.Println(x, y)
	redirect(&p)
	fmt.Println(*p, x)
	a, b := alloc(7), alloc(7)
	fmt.Println(a == b, *a == *b, a == a)
	s := []int{1, 2, 3}
	e := &s[1]
	*e = 20
	s = append(s, 4)
	*e = 200
	fmt.Println(s, *e)
	arr := [3]int{1, 2, 3}
	ep := &arr[2]
	*ep = 30
	fmt.Println(arr, ep == &arr[2], ep == &arr[1])
	n := &node{val: 1}
	fp := &n.val
	*fp = 11
	np := &n.next
	*np = &node{val: 2}
	fmt.Println(n.val, n.next.val, n.next.next == nil)
	i := new(int)
	*i += 3
	st := new(node)
	st.val = *i
	fmt.Println(*i, *st == node{val: 3}, st.next)
	cp := *n
	cp.val = 99
	fmt.Println(n.val, cp.val, cp.next == n.next)
	reset(n)
	fmt.Println(*n == node{})
	pp := &p
	**pp = 1
	fmt.Println(*p, **pp)
	ps := &s
	(*ps)[0] = -1
	*ps = append(*ps, 9)
	fmt.Println(s, len(*ps))
	pa := &arr
	for i := range pa {
		pa[i]++
	}
	fmt.Println(arr, pa[:2], len(pa))
	nw := new(5 + 1)
	fmt.Println(*nw)
}
