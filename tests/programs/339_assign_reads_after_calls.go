// An assignment to several elements reads its variables after all calls: a call in an index changes those before it too.

package main

import "fmt"

func main() {
	i := 0
	inc := func() int { i++; return i }
	a := make([]int, 4)
	a[i], a[inc()] = 7, 8
	fmt.Println(a, i)
	i = 0
	b := [4]int{}
	b[i], b[inc()] = 7, 8
	fmt.Println(b, i)
	i = 0
	m := map[int]int{}
	m[i], m[inc()] = 7, 8
	fmt.Println(m, i)
	i = 0
	s := []int{1, 2, 3, 4}
	t := s
	re := func() int { s = []int{9, 9, 9, 9}; i++; return 1 }
	s[i], s[re()] = 70, 80
	fmt.Println(s, t, i)
	i = 0
	s = t
	s[i], i = re(), 3
	fmt.Println(s, t, i)
	i = 1
	i, s[i] = 2, 5
	fmt.Println(s, t, i)
	p := &struct{ v, w int }{}
	q := p
	np := func() int { p = &struct{ v, w int }{}; return 1 }
	p.v, a[np()] = 3, 4
	fmt.Println(*p, *q, a)
	i = 0
}
