// The order of evaluation in assignments, and what they see.
package main

import "fmt"

func get(s string, v int) int { fmt.Print(s, " "); return v }

func three() (int, string, error) { return 1, "two", nil }

func pair() (int, int) { return 3, 4 }

func sum(a, b int) int { return a + b }

func variadic(pre string, xs ...int) int { return len(pre) + len(xs) }

type S struct{ a, b int }

func main() {
	a, b, c := 1, 2, 3
	a, b, c = c, a, b
	fmt.Println(a, b, c)
	s := []int{0, 1, 2}
	i := 0
	i, s[i] = 2, 100
	fmt.Println(i, s)
	s[0], s[1], s[2] = s[2], s[0], s[1]
	fmt.Println(s)
	s[get("i", 0)], s[get("j", 1)] = get("v", 10), get("w", 20)
	fmt.Println(s)
	x, y, err := three()
	fmt.Println(x, y, err)
	x, _, _ = three()
	_, z := pair()
	fmt.Println(x, z, sum(pair()))
	x, w := 9, 8
	fmt.Println(x, w)
	m := map[string]int{}
	m["a"], m["b"] = 1, 2
	m["a"], m["b"] = m["b"], m["a"]
	fmt.Println(m)
	p := &S{1, 2}
	p.a, p.b = p.b, p.a
	q := p
	p, p.a = &S{7, 8}, 50
	fmt.Println(*p, *q)
	x += get("+", 2) * 3
	fmt.Println(x)
	arr := [3]int{1, 2, 3}
	k := 0
	k, arr[k] = 1, k+10
	fmt.Println(k, arr)
	var t S
	t, k = S{k, k + 1}, t.a
	fmt.Println(t, k)
	fmt.Println(variadic("ab", []int{1, 2}...), variadic("x"), variadic("", 1, 2, 3))
	func() {
		defer func() { fmt.Println(recover(), s, x) }()
		x, s[10] = 77, 5
	}()
	var n *S
	func() {
		defer func() { fmt.Println(recover() != nil, x) }()
		x, n.a = 88, get("evaluated", 1)
	}()
	var v1, v2 = pair()
	var v3, v4 any = v1, v2
	v3, v4 = v4, v3
	fmt.Println(v3, v4)
}
