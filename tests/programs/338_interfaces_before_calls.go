// Values put into interfaces beside calls that change them.
package main

import "fmt"

type T struct{ a int }

func main() {
	x := 1
	s := "s"
	t := T{1}
	m := map[int]int{}
	c := make(chan int, 99)
	a := []int{1}
	h := func() int {
		x++
		s += "b"
		t.a++
		m[len(m)] = 1
		c <- 1
		a[0]++
		a = append(a, 1)
		return 0
	}
	fmt.Println(x, h(), x)
	fmt.Println(s, h(), s)
	fmt.Println(t, h(), t)
	fmt.Println(t.a, h(), t.a)
	fmt.Println(a[0], h(), a[0])
	y := []int{len(m), len(c), len(a), h(), len(m), len(c), len(a)}
	fmt.Println(y)
	c = make(chan int, 99)
	fmt.Println(len(m), len(c), len(a), h(), len(m), len(c), len(a))
	m[0] = 1
	ms := map[string]int{"a": 1}
	g := func() int { m[0]++; ms["a"]++; return 0 }
	fmt.Println(m[0], ms["a"], g(), m[0], ms["a"])
	fmt.Println(m[0]+ms["a"]+g(), m[0]+1, ms["a"])
	z := []int{m[0], ms["a"], g(), m[0], ms["a"]}
	fmt.Println(z)
	fmt.Println(x+1, h(), x+1, string(s[0]), len(s))
}
