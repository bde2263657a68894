// Maps: zero values, comma-ok, delete, counting, nested maps, printing in key order.
package main

import "fmt"

func main() {
	m := map[string]int{"a": 1, "b": 2}
	v, ok := m["a"]
	fmt.Println(v, ok)
	v, ok = m["zz"]
	fmt.Println(v, ok, m["zz"], len(m))
	m["c"] += 5
	m["c"]++
	delete(m, "a")
	delete(m, "nothing")
	fmt.Println(m, len(m))
	if _, found := m["a"]; !found {
		fmt.Println("a is gone")
	}
	var n map[string]int
	fmt.Println(n["x"], len(n), n == nil, n)
	delete(n, "x")
	for range n {
		fmt.Println("never")
	}
	alias := m
	alias["d"] = 4
	fmt.Println(m)
	words := map[string][]int{}
	for i, w := range []string{"x", "y", "x", "z", "y", "x"} {
		words[w] = append(words[w], i)
	}
	fmt.Println(words)
	nested := map[int]map[string]bool{}
	for i := range 3 {
		if nested[i%2] == nil {
			nested[i%2] = map[string]bool{}
		}
		nested[i%2][fmt.Sprint("k", i)] = true
	}
	fmt.Println(nested, nested[7]["k"])
	clear(m)
	fmt.Println(m, len(m), alias)
	sum := 0
	big := make(map[int]int, 100)
	for i := range 1000 {
		big[i*i%331] += i
	}
	for k, v := range big {
		sum += k * v
	}
	fmt.Println(len(big), sum)
	type point struct{ x, y int }
	pm := map[point]string{{1, 2}: "p"}
	pm[point{3, 4}] = "q"
	fmt.Println(pm[point{1, 2}], pm)
}
