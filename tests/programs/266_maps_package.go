// Package maps with iterators and slices.
package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"
)

func main() {
	m := map[string]int{"a": 1, "b": 2, "c": 3}
	keys := slices.Sorted(maps.Keys(m))
	vals := slices.Sorted(maps.Values(m))
	fmt.Println(keys, vals)
	n := maps.Clone(m)
	n["d"] = 4
	fmt.Println(len(m), len(n), maps.Equal(m, n), maps.Equal(m, maps.Clone(m)))
	maps.DeleteFunc(n, func(k string, v int) bool { return v%2 == 0 })
	fmt.Println(n)
	maps.Copy(n, map[string]int{"a": 100, "z": 26})
	fmt.Println(n)
	c := maps.Collect(slices.All([]string{"x", "y"}))
	fmt.Println(c)
	maps.Insert(c, maps.All(map[int]string{7: "seven"}))
	fmt.Println(c)
	fmt.Println(maps.EqualFunc(map[int]string{1: "A"}, map[int]string{1: "a"}, strings.EqualFold))
	inv := map[int]string{}
	for k, v := range maps.All(m) {
		inv[v] = k
	}
	fmt.Println(inv)
	var nilm map[string]int
	fmt.Println(maps.Clone(nilm) == nil, len(slices.Collect(maps.Keys(nilm))))
	sum := 0
	for v := range maps.Values(m) {
		sum += v
	}
	fmt.Println(sum)
}
