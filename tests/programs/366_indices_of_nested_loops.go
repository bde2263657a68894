// Indices of arrays, strings and rows in loops, and loops that change what they index.
package main

import "fmt"

// try runs f and prints what it panics with.
func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
			return
		}
		fmt.Println(name, "ok")
	}()
	f()
}

func array(p *[5]int, a [3]int) (n int) {
	for i := range p {
		n += p[i]
	}
	for i := 0; i < 3; i++ {
		n += a[i]
	}
	for i := 0; i <= 3; i++ {
		n += p[i] * a[i]
	}
	return n
}

func text(s, t string) (n int) {
	for i := 0; i < len(s); i++ {
		n += int(s[i])
	}
	for i := range s {
		n += int(t[i])
	}
	return n
}

func product(a, b []float64, n int) []float64 {
	c := make([]float64, n*n)
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			var sum float64
			for k := 0; k < n; k++ {
				sum += a[i*n+k] * b[k*n+j]
			}
			c[i*n+j] = sum
		}
	}
	return c
}

func labels(s [][]int, n int) (found int) {
outer:
	for i := 0; i < n; i++ {
		row := s[i]
		for j := 0; j < n; j++ {
			if row[j] < 0 {
				continue outer
			}
			if row[j] == 7 {
				break outer
			}
			found++
			row[j]++
		}
	}
	return found
}

func swaps(s []int, n int) {
	for i := 0; i < n; i++ {
		for j := n - 1; j > i; j-- {
			if s[j-1] > s[j] {
				s[i], s[j] = s[j], s[i]
			}
		}
		s[i], s[n-1-i] = s[n-1-i], s[i]
	}
}

func throughPointer(n int) (sum int) {
	s := make([]int, n)
	p := &s
	for i := 0; i < len(s); i++ {
		if i == 1 {
			*p = (*p)[:1]
		}
		sum += s[i]
	}
	return sum
}

func throughClosure(n int) (sum int) {
	s := make([]int, n)
	cut := func() { s = s[:1] }
	for i := range s {
		if i == 1 {
			cut()
		}
		sum += s[i]
	}
	return sum
}

func variableChanged(s []int) (sum int) {
	for i := 0; i < len(s); i++ {
		if i == 1 {
			i += 10
		}
		sum += s[i]
	}
	return sum
}

func main() {
	whole := []int{1, 2, 3, 4, 5, 6, 7, 8}
	part := whole[2:5]
	try("array", func() { fmt.Println(array(&[5]int{1, 2, 3, 4, 5}, [3]int{4, 5, 6})) })
	try("text", func() { fmt.Println(text("aé", "bcd")) })
	try("text, shorter", func() { text("abc", "d") })
	try("product", func() { fmt.Println(product([]float64{1, 2, 3, 4}, []float64{5, 6, 7, 8}, 2)) })
	try("product, shorter", func() { product([]float64{1, 2, 3, 4}, []float64{5, 6, 7}, 2) })
	rows := [][]int{{1, 2, 3}, {-1, 2, 3}, {4, 7, 3}}
	try("labels", func() { fmt.Println(labels(rows, 3), rows) })
	try("labels beyond", func() { rows[2][1] = 0; labels(rows, 4) })
	fmt.Println(rows)
	try("swaps", func() { swaps(whole, 8); fmt.Println(whole) })
	try("swaps beyond", func() { swaps(whole, 9) })
	try("through pointer", func() { throughPointer(3) })
	try("through closure", func() { throughClosure(3) })
	try("variable changed", func() { variableChanged(part) })
}
