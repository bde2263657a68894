// Tables: edit distance, longest common subsequence, knapsack, coins, partitions.
package main

import "fmt"

func edit(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := 1; i <= len(a); i++ {
		prev := row[0]
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			prev, row[j] = row[j], min(row[j]+1, row[j-1]+1, prev+cost)
		}
	}
	return row[len(b)]
}

func lcs(a, b []rune) string {
	t := make([][]int, len(a)+1)
	for i := range t {
		t[i] = make([]int, len(b)+1)
	}
	for i := len(a) - 1; i >= 0; i-- {
		for j := len(b) - 1; j >= 0; j-- {
			if a[i] == b[j] {
				t[i][j] = t[i+1][j+1] + 1
			} else {
				t[i][j] = max(t[i+1][j], t[i][j+1])
			}
		}
	}
	var out []rune
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i] == b[j]:
			out = append(out, a[i])
			i++
			j++
		case t[i+1][j] >= t[i][j+1]:
			i++
		default:
			j++
		}
	}
	return string(out)
}

func knapsack(w, v []int, limit int) int {
	best := make([]int, limit+1)
	for i := range w {
		for c := limit; c >= w[i]; c-- {
			best[c] = max(best[c], best[c-w[i]]+v[i])
		}
	}
	return best[limit]
}

func coins(amount int, kinds ...int) (ways uint64) {
	t := make([]uint64, amount+1)
	t[0] = 1
	for _, k := range kinds {
		for a := k; a <= amount; a++ {
			t[a] += t[a-k]
		}
	}
	return t[amount]
}

func lis(s []int) int {
	var tails []int
	for _, v := range s {
		lo, hi := 0, len(tails)
		for lo < hi {
			if m := int(uint(lo+hi) >> 1); tails[m] < v {
				lo = m + 1
			} else {
				hi = m
			}
		}
		if lo == len(tails) {
			tails = append(tails, v)
		} else {
			tails[lo] = v
		}
	}
	return len(tails)
}

func main() {
	fmt.Println(edit("kitten", "sitting"), edit("", "abc"), edit("flaw", "lawn"))
	fmt.Println(lcs([]rune("AGGTAB"), []rune("GXTXAYB")), lcs([]rune("héllo wörld"), []rune("hello wörd")))
	fmt.Println(knapsack([]int{1, 3, 4, 5}, []int{1, 4, 5, 7}, 7))
	fmt.Println(coins(100, 1, 5, 10, 25, 50), coins(1000, 1, 2, 5, 10, 20, 50, 100, 200))
	fmt.Println(lis([]int{3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8, 9, 7, 9}))
	memo := map[[2]int]int{}
	var paths func(x, y int) int
	paths = func(x, y int) int {
		if x == 0 || y == 0 {
			return 1
		}
		k := [2]int{x, y}
		if v, ok := memo[k]; ok {
			return v
		}
		memo[k] = paths(x-1, y) + paths(x, y-1)
		return memo[k]
	}
	fmt.Println(paths(16, 16), len(memo))
}
