// String searching written out beside the library's: Knuth-Morris-Pratt, Boyer-Moore-Horspool and Rabin-Karp.
package main

import (
	"fmt"
	"slices"
	"strings"
)

func kmp(s, p string) (out []int) {
	fail := make([]int, len(p)+1)
	fail[0] = -1
	for i, k := 0, -1; i < len(p); {
		for k >= 0 && p[i] != p[k] {
			k = fail[k]
		}
		i++
		k++
		fail[i] = k
	}
	for i, k := 0, 0; i < len(s); {
		for k >= 0 && s[i] != p[k] {
			k = fail[k]
		}
		i++
		k++
		if k == len(p) {
			out = append(out, i-k)
			k = fail[k]
		}
	}
	return
}

func horspool(s, p string) (out []int) {
	var skip [256]int
	for i := range skip {
		skip[i] = len(p)
	}
	for i := range len(p) - 1 {
		skip[p[i]] = len(p) - 1 - i
	}
	for i := 0; i+len(p) <= len(s); i += skip[s[i+len(p)-1]] {
		if s[i:i+len(p)] == p {
			out = append(out, i)
		}
	}
	return
}

func rabinKarp(s, p string) (out []int) {
	const base = 16777619
	hash := func(x string) (h uint32) {
		for i := range len(x) {
			h = h*base + uint32(x[i])
		}
		return
	}
	pow := uint32(1)
	for range len(p) {
		pow *= base
	}
	want := hash(p)
	h := uint32(0)
	for i := range len(s) {
		h = h*base + uint32(s[i])
		if i >= len(p) {
			h -= pow * uint32(s[i-len(p)])
		}
		if start := i - len(p) + 1; start >= 0 && h == want && s[start:i+1] == p {
			out = append(out, start)
		}
	}
	return
}

func library(s, p string) (out []int) {
	for i := 0; ; i++ {
		j := strings.Index(s[i:], p)
		if j < 0 {
			return
		}
		i += j
		out = append(out, i)
	}
}

func main() {
	text := strings.Repeat("abracadabra-", 8) + "aaaaaaaaaab"
	for _, p := range []string{"abra", "aaa", "a-a", "zzz", "b", text[5:30]} {
		k := kmp(text, p)
		fmt.Println(len(k), slices.Equal(k, horspool(text, p)), slices.Equal(k, rabinKarp(text, p)), slices.Equal(k, library(text, p)), k[:min(len(k), 4)])
	}
	x := strings.Repeat("x", 5000) + "needle" + strings.Repeat("y", 100)
	fmt.Println(strings.Index(x, "needle"), strings.LastIndex(x, "x"), strings.Count(x, "xx"), kmp(x, "needle"))
}
