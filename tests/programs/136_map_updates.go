// Maps of slices, maps, structs, functions and pointers: updates in place and by replacement; reads of missing keys.
package main

import "fmt"

type stats struct {
	n        int
	sum      float64
	min, max float64
	last     [2]string
}

func (s stats) add(v float64, who string) stats {
	if s.n == 0 {
		s.min, s.max = v, v
	}
	s.n++
	s.sum += v
	s.min, s.max = min(s.min, v), max(s.max, v)
	s.last[0], s.last[1] = s.last[1], who
	return s
}

func main() {
	m := map[string]stats{}
	for i, k := range []string{"x", "y", "x", "x"} {
		m[k] = m[k].add(float64(i)*1.5, fmt.Sprint(i))
	}
	fmt.Println(m)
	if s, ok := m["x"]; ok {
		s.n = 100
	}
	fmt.Println(m["x"].n, m["none"].last, len(m["none"].last[0]))
	inv := map[rune][]string{}
	for _, w := range []string{"apple", "avocado", "bean", "cherry", "cress"} {
		k := rune(w[0])
		inv[k] = append(inv[k], w)
	}
	inv['b'][0] = "BEAN"
	for r := 'a'; r <= 'd'; r++ {
		fmt.Print(string(r), len(inv[r]), inv[r], " ")
	}
	fmt.Println()
	grid := map[int]map[int]rune{}
	set := func(x, y int, r rune) {
		row, ok := grid[y]
		if !ok {
			row = map[int]rune{}
			grid[y] = row
		}
		row[x] = r
	}
	set(1, 2, 'a')
	set(2, 2, 'b')
	set(1, 5, 'c')
	fmt.Println(len(grid), len(grid[2]), string(grid[2][2]), grid[9][9] == 0)
	fs := map[string]func(int) int{"inc": func(i int) int { return i + 1 }}
	if f := fs["dec"]; f == nil {
		fs["dec"] = func(i int) int { return fs["inc"](i) - 2 }
	}
	fmt.Println(fs["dec"](10))
	pm := map[[2]int]*stats{}
	p := &stats{n: 1}
	pm[[2]int{0, 1}] = p
	pm[[2]int{0, 1}].n++
	p.n *= 10
	fmt.Println(pm[[2]int{0, 1}].n)
	arr := map[string][3]int{"a": {1, 2, 3}}
	a := arr["a"]
	a[0] = 9
	fmt.Println(arr["a"][0], a[0], arr["b"][2])
	cnt := map[bool]int{}
	for i := range 10 {
		cnt[i%3 == 0]++
	}
	fmt.Println(cnt)
	big := map[int]int{}
	for i := range 3000 {
		big[i*i%1009]++
		if i%3 == 0 {
			delete(big, i)
		}
	}
	sum := 0
	for k, v := range big {
		sum += k*31 ^ v
	}
	fmt.Println(len(big), sum)
	m1 := map[string]int{"a": 1}
	m2 := m1
	m2["b"] = 2
	m1 = nil
	fmt.Println(len(m1), len(m2), m1["b"], m2["b"])
	func() {
		defer func() { fmt.Println(recover()) }()
		grid[7][7] = 'x'
	}()
	keys := map[any]int{}
	for i, k := range []any{1, 1.0, "1", '1', byte(1), [1]int{1}, struct{ int }{1}, true, nil, 1} {
		keys[k] += 1 << i
	}
	fmt.Println(len(keys), keys[1], keys[int32('1')], keys[nil], keys[struct{ int }{1}])
}
