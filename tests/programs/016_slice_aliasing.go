// Slices share their array until append has to grow.
package main

import "fmt"

func main() {
	a := [6]int{0, 1, 2, 3, 4, 5}
	s := a[1:3]
	fmt.Println(s, len(s), cap(s))
	s = append(s, 100)
	fmt.Println(a, s)
	t := s[:5]
	fmt.Println(t, len(t), cap(t))
	full := a[1:3:3]
	full = append(full, 200)
	fmt.Println(a, full, cap(a[1:3:4]))
	x := []int{1, 2, 3}
	y := x
	y[0] = 10
	fmt.Println(x, y)
	y = append(y, 4)
	y[1] = 20
	fmt.Println(x, y)
	m := make([]int, 2, 10)
	p := append(m, 1)
	q := append(m, 2)
	fmt.Println(p, q, &p[0] == &q[0], &p[2] == &m[:3][2])
	u := x[3:]
	fmt.Println(u, len(u), cap(u), x[0:0], u == nil)
	rev := []int{1, 2, 3, 4}
	for i, j := 0, len(rev)-1; i < j; i, j = i+1, j-1 {
		rev[i], rev[j] = rev[j], rev[i]
	}
	fmt.Println(rev)
	del := append(rev[:1], rev[2:]...)
	fmt.Println(del, rev)
	ins := append([]int{}, rev...)
	ins = append(ins[:1], append([]int{99}, ins[1:]...)...)
	fmt.Println(ins)
	self := []int{1, 2, 3}
	self = append(self, self...)
	fmt.Println(self)
	arr := (*[3]int)(self)
	arr[0] = -1
	val := [2]int(self)
	val[1] = -2
	fmt.Println(self, *arr, val)
}
