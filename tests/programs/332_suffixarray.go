// Package index/suffixarray beside plain searching.
package main

import (
	"fmt"
	"index/suffixarray"
	"slices"
	"strings"
)

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
	idx := suffixarray.New([]byte(text))
	for _, p := range []string{"abra", "aaa", "a-a", "zzz", "b", text[5:30]} {
		k := library(text, p)
		l := idx.Lookup([]byte(p), -1)
		slices.Sort(l)
		fmt.Println(len(k), slices.Equal(k, l), k[:min(len(k), 4)])
	}
	x := strings.Repeat("x", 5000) + "needle" + strings.Repeat("y", 100)
	fmt.Println(strings.Index(x, "needle"), strings.LastIndex(x, "x"), strings.Count(x, "xx"), suffixarray.New([]byte(x)).Lookup([]byte("needle"), 1))
}
