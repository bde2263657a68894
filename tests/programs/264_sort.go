// Package sort: slices of basic types, by function, by interface, stable, searching.
package main

import (
	"fmt"
	"sort"
)

type person struct {
	name string
	age  int
}

type byAge []person

func (a byAge) Len() int           { return len(a) }
func (a byAge) Less(i, j int) bool { return a[i].age < a[j].age }
func (a byAge) Swap(i, j int)      { a[i], a[j] = a[j], a[i] }

func main() {
	ints := []int{5, 2, 8, -1, 2}
	sort.Ints(ints)
	strs := []string{"b", "a", "é", "B"}
	sort.Strings(strs)
	fl := []float64{2.5, -1, 1e10, 0}
	sort.Float64s(fl)
	fmt.Println(ints, strs, fl, sort.IntsAreSorted(ints))
	ps := []person{{"ann", 30}, {"bob", 25}, {"cid", 30}, {"dan", 20}, {"eve", 25}}
	sort.Stable(byAge(ps))
	fmt.Println(ps)
	sort.Stable(sort.Reverse(byAge(ps)))
	fmt.Println(ps)
	sort.Slice(ps, func(i, j int) bool { return ps[i].name < ps[j].name })
	fmt.Println(ps)
	sort.SliceStable(ps, func(i, j int) bool { return ps[i].age > ps[j].age })
	fmt.Println(ps)
	sort.Sort(sort.Reverse(sort.IntSlice(ints)))
	fmt.Println(ints, sort.IsSorted(byAge(ps)), sort.SliceIsSorted(ints, func(i, j int) bool { return ints[i] > ints[j] }))
	sorted := []int{1, 3, 5, 7, 9}
	fmt.Println(sort.SearchInts(sorted, 5), sort.SearchInts(sorted, 6), sort.SearchInts(sorted, 100), sort.SearchStrings([]string{"a", "c"}, "b"))
	fmt.Println(sort.Search(100, func(i int) bool { return i*i >= 50 }))
	i, found := sort.Find(len(sorted), func(i int) int { return 7 - sorted[i] })
	fmt.Println(i, found)
	big := make([]int, 1000)
	for i := range big {
		big[i] = i * 7919 % 1009
	}
	sort.Ints(big)
	fmt.Println(big[:5], big[995:], sort.IntsAreSorted(big))
}
