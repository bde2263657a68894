// Package slices: sorting, searching, inserting, deleting, comparing, iterating.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

type p struct {
	n int
	s string
}

func main() {
	s := []int{3, 1, 4, 1, 5, 9, 2, 6}
	t := slices.Clone(s)
	slices.Sort(t)
	fmt.Println(s, t, slices.Contains(s, 9), slices.Index(s, 4), slices.Max(s), slices.Min(s), slices.IsSorted(t))
	i, ok := slices.BinarySearch(t, 4)
	j, ok2 := slices.BinarySearch(t, 7)
	fmt.Println(i, ok, j, ok2)
	fmt.Println(slices.Insert([]int{1, 2}, 1, 8, 9), slices.Delete([]int{1, 2, 3, 4}, 1, 3), slices.Replace([]int{1, 2, 3}, 0, 2, 7), slices.Compact([]int{1, 1, 2, 2, 1}))
	slices.Reverse(t)
	fmt.Println(t, slices.Equal(s, t), slices.Compare([]int{1, 2}, []int{1, 3}), slices.Compare([]int{1}, nil))
	ps := []p{{2, "b"}, {1, "z"}, {2, "a"}}
	slices.SortFunc(ps, func(a, b p) int { return cmp.Or(cmp.Compare(a.n, b.n), strings.Compare(a.s, b.s)) })
	fmt.Println(ps)
	slices.SortStableFunc(ps, func(a, b p) int { return -cmp.Compare(a.n, b.n) })
	fmt.Println(ps, slices.IndexFunc(ps, func(x p) bool { return x.s == "z" }), slices.ContainsFunc(ps, func(x p) bool { return x.n > 5 }))
	fmt.Println(slices.Collect(slices.Values([]string{"a", "b"})), slices.Sorted(slices.Values(s)), slices.Concat([]int{1}, nil, []int{2, 3}), slices.Repeat([]int{1, 2}, 2))
	for i, v := range slices.Backward(s[:3]) {
		fmt.Print(i, v, " ")
	}
	for c := range slices.Chunk([]int{1, 2, 3, 4, 5}, 2) {
		fmt.Print(c, len(c), cap(c), " ")
	}
	fmt.Println()
	fmt.Println(slices.DeleteFunc([]int{1, 2, 3, 4}, func(n int) bool { return n%2 == 0 }), slices.AppendSeq([]int{0}, slices.Values([]int{1})), slices.MaxFunc(ps, func(a, b p) int { return cmp.Compare(a.s, b.s) }))
	g := slices.Grow([]int{1}, 10)
	c := slices.Clip(g)
	fmt.Println(len(g), cap(g) >= 11, cap(c))
	k, found := slices.BinarySearchFunc(ps, 1, func(e p, n int) int { return cmp.Compare(n, e.n) })
	fmt.Println(k, found)
	defer func() { fmt.Println(recover()) }()
	fmt.Println(slices.Max([]int{}))
}
