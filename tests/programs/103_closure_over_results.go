// Closures over parameters, results, receivers, range variables and switch variables.
package main

import "fmt"

type acc struct{ total int }

func (a *acc) adder() func(int) int { return func(n int) int { a.total += n; return a.total } }
func (a acc) frozen() func() int    { return func() int { a.total++; return a.total } }

func params(a, b int, rest ...int) (func() int, func(int)) {
	return func() int { return a*100 + b*10 + len(rest) }, func(n int) { a, b = b, n; rest = append(rest, n) }
}

func later() (n int, set func(int)) {
	set = func(v int) { n = v }
	defer func() { set(n + 1) }()
	return 5, set
}

func gen() func() (int, bool) {
	i, max := 0, 3
	return func() (n int, ok bool) {
		if ok = i < max; ok {
			n = i
			i++
		}
		return
	}
}

func main() {
	a := acc{10}
	add, fr := a.adder(), a.frozen()
	add(5)
	fmt.Println(a.total)
	fmt.Println(fr(), fr(), add(1))
	get, set := params(1, 2, 3, 4)
	fmt.Println(get())
	set(9)
	fmt.Println(get())
	n, s := later()
	s(100)
	fmt.Println(n)
	var fs []func() string
	for i, v := range []any{1, "s", nil} {
		switch x := v.(type) {
		case int:
			fs = append(fs, func() string { x++; return fmt.Sprint("int ", x, i) })
		case string:
			fs = append(fs, func() string { x += "+"; return x })
		default:
			fs = append(fs, func() string { return fmt.Sprint(x, v, i) })
		}
	}
	for range 2 {
		for _, f := range fs {
			fmt.Print(f(), "; ")
		}
	}
	fmt.Println()
	for f, i := gen(), 0; ; i++ {
		v, ok := f()
		if !ok {
			fmt.Println("done", i)
			break
		}
		fmt.Print(v, " ")
	}
	if x := 1; x > 0 {
		f := func() { x *= 7 }
		f()
		f()
		fmt.Println(x)
	}
	m := map[string]func(){}
	cnt := map[string]int{}
	for _, k := range []string{"a", "b"} {
		m[k] = func() { cnt[k]++ }
	}
	m["a"]()
	m["b"]()
	m["a"]()
	fmt.Println(cnt)
	x, y := 1, 2
	swap := func() { x, y = y, x }
	swap()
	px := &x
	inc := func() { *px += 10 }
	inc()
	swap()
	fmt.Println(x, y, *px)
	func(x int) {
		x++
		defer func() { fmt.Println("inner x", x) }()
		x *= 2
	}(x)
	arr := [3]int{1, 2, 3}
	mod := func() { arr[1] = 20 }
	cp := arr
	mod()
	fmt.Println(arr, cp)
}
