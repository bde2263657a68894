// Assignment operators and ++ on variables, elements, fields, map entries and through pointers, evaluated once.
package main

import "fmt"

type S struct {
	n  int
	f  float64
	s  string
	in struct{ u8 uint8 }
}

var calls int

func at(i int) int { calls++; return i }

func ptr(p *int) *int { calls++; return p }

func main() {
	a := []int{1, 2, 3}
	a[at(0)] += 10
	a[at(1)]++
	a[at(2)] <<= 3
	fmt.Println(a, calls)
	var s S
	s.n -= 5
	s.f /= 2
	s.f += 1.5
	s.s += "x"
	s.s += "y"
	s.in.u8--
	s.in.u8 &= 0xf0
	s.in.u8 |= 1
	s.in.u8 ^= 0xff
	s.in.u8 %= 10
	fmt.Println(s)
	m := map[string]int{}
	m["a"]++
	m["a"] *= 7
	m["b"] -= 1
	m["c"] |= 6
	m["c"] &^= 2
	fmt.Println(m)
	ms := map[string]string{}
	ms["k"] += "v"
	ms["k"] += ms["k"]
	fmt.Println(ms)
	x := 5
	*ptr(&x) *= 3
	*ptr(&x)++
	fmt.Println(x, calls)
	arr := [2][2]int{}
	arr[at(1)][at(0)] += 4
	arr[1][0] *= arr[1][0]
	fmt.Println(arr, calls)
	mp := map[int]*S{1: {n: 1}}
	mp[at(1)].n += 9
	mp[1].in.u8++
	fmt.Println(*mp[1], calls)
	mf := map[[2]int][]int{}
	mf[[2]int{1, 2}] = append(mf[[2]int{1, 2}], 5)
	mf[[2]int{1, 2}][0] <<= 1
	fmt.Println(mf)
	var i8 int8 = 100
	i8 += 100
	i8 *= 2
	i8 >>= 1
	fmt.Println(i8)
	var u16 uint16 = 1
	u16 -= 2
	u16 <<= 4
	u16 /= 7
	fmt.Println(u16)
	c := 1 + 2i
	c *= c
	c -= 1
	fmt.Println(c)
	f := float32(1)
	f /= 3
	f++
	fmt.Println(f)
	i, j := 0, 0
	i++
	j--
	i, j = j, i
	i -= j
	fmt.Println(i, j)
	func() {
		defer func() { fmt.Println(recover(), calls) }()
		a[at(7)] += at(1)
	}()
}
