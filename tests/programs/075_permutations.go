// Permutations, combinations and subsets by several means.
package main

import "fmt"

func permute(s []rune, k int, out *[]string) {
	if k == len(s) {
		*out = append(*out, string(s))
		return
	}
	for i := k; i < len(s); i++ {
		s[k], s[i] = s[i], s[k]
		permute(s, k+1, out)
		s[k], s[i] = s[i], s[k]
	}
}

func next(p []int) bool {
	i := len(p) - 2
	for i >= 0 && p[i] >= p[i+1] {
		i--
	}
	if i < 0 {
		return false
	}
	j := len(p) - 1
	for p[j] <= p[i] {
		j--
	}
	p[i], p[j] = p[j], p[i]
	for l, r := i+1, len(p)-1; l < r; l, r = l+1, r-1 {
		p[l], p[r] = p[r], p[l]
	}
	return true
}

func choose(n, k int) func(func([]int) bool) {
	return func(yield func([]int) bool) {
		var rec func(from int, cur []int) bool
		rec = func(from int, cur []int) bool {
			if len(cur) == k {
				return yield(cur)
			}
			for i := from; i < n; i++ {
				if !rec(i+1, append(cur, i)) {
					return false
				}
			}
			return true
		}
		rec(0, nil)
	}
}

func heap(a []string, n int, f func([]string)) {
	if n == 1 {
		f(a)
		return
	}
	for i := range n {
		heap(a, n-1, f)
		if n%2 == 0 {
			a[i], a[n-1] = a[n-1], a[i]
		} else {
			a[0], a[n-1] = a[n-1], a[0]
		}
	}
}

func main() {
	var out []string
	permute([]rune("añb"), 0, &out)
	fmt.Println(out)
	p, n := []int{1, 2, 2, 3}, 1
	for next(p) {
		n++
		if n == 5 {
			fmt.Println(p)
		}
	}
	fmt.Println(n, p)
	for c := range choose(5, 3) {
		if c[0] == 1 {
			break
		}
		fmt.Print(c, " ")
	}
	fmt.Println()
	heap([]string{"x", "y", "z"}, 3, func(a []string) { fmt.Print(a, " ") })
	fmt.Println()
	set := "abc"
	for mask := range 1 << len(set) {
		s := "{"
		for i := range set {
			if mask>>i&1 == 1 {
				s += set[i : i+1]
			}
		}
		fmt.Print(s, "} ")
	}
	fmt.Println()
}
