// Variables beside calls that change them: the compiler reads them after the calls.
package main

import "fmt"

var g = 1

func f() int { g += 10; return 100 }

type T struct{ n int }

func (t *T) bump() int { t.n += 5; return t.n }

func three(a, b, c int) string { return fmt.Sprint(a, b, c) }

func pair() (int, int) { return f(), g }

func main() {
	x := 1
	h := func() int { x += 10; return 100 }
	fmt.Println(x+h(), h()+x, x)
	x += h()
	fmt.Println(x)
	g += f()
	fmt.Println(g, g+f(), f()+g)
	t := &T{1}
	fmt.Println(t.n+t.bump(), t.n)
	t.n += t.bump()
	fmt.Println(t.n)
	a := []int{1, 2, 3}
	k := func() int { a[0] = 50; return 0 }
	fmt.Println(a[0]+k(), a[k()]+a[0])
	a[0] += k() + 1
	fmt.Println(a)
	s := "a"
	q := func() string { s += "b"; return "-" }
	fmt.Println(s + q() + s)
	fmt.Println(three(x, h(), x), three(g, f(), g))
	y := []int{x, h(), x}
	fmt.Println(y, T{x}, x < h())
	b, c := x, h()
	fmt.Println(b, c, x)
	p, r := pair()
	fmt.Println(p, r)
	m := map[int]int{}
	m[x] = h()
	m[g] += f()
	fmt.Println(len(m), x, g)
	arr := [3]int{1, 2, 3}
	z := func() int { arr[1] = 9; return 1 }
	fmt.Println(arr[z()], arr[1]+z(), arr)
	i := 0
	inc := func() int { i++; return i }
	fmt.Println(inc(), x == h(), x != x+h()-100)
}
