// Structs sorted by several keys with sort.Slice-like code, grouped and totalled.
package main

import "fmt"

type item struct {
	name  string
	kind  string
	price float64
	qty   int
}

type less[T any] func(a, b T) bool

func sortBy[T any](s []T, keys ...less[T]) []T {
	r := append([]T(nil), s...)
	for i := 1; i < len(r); i++ {
		for j := i; j > 0; j-- {
			before := false
			for _, k := range keys {
				if k(r[j], r[j-1]) {
					before = true
					break
				}
				if k(r[j-1], r[j]) {
					break
				}
			}
			if !before {
				break
			}
			r[j], r[j-1] = r[j-1], r[j]
		}
	}
	return r
}

func groupBy[T any, K comparable](s []T, key func(T) K) (keys []K, groups map[K][]T) {
	groups = map[K][]T{}
	for _, v := range s {
		k := key(v)
		if _, ok := groups[k]; !ok {
			keys = append(keys, k)
		}
		groups[k] = append(groups[k], v)
	}
	return
}

func main() {
	items := []item{
		{"hammer", "tool", 12.5, 3}, {"nail", "part", 0.05, 1000}, {"saw", "tool", 20, 2},
		{"screw", "part", 0.05, 800}, {"glue", "misc", 3.25, 7}, {"tape", "misc", 3.25, 9},
	}
	byPrice := func(a, b item) bool { return a.price < b.price }
	byName := func(a, b item) bool { return a.name > b.name }
	byKind := func(a, b item) bool { return a.kind < b.kind }
	for _, it := range sortBy(items, byPrice, byName) {
		fmt.Print(it.name, " ")
	}
	fmt.Println()
	for _, it := range sortBy(items, byKind, byPrice) {
		fmt.Printf("%-6s %-8s %6.2f %4d\n", it.kind, it.name, it.price, it.qty)
	}
	keys, groups := groupBy(items, func(i item) string { return i.kind })
	for _, k := range keys {
		total := 0.0
		for _, it := range groups[k] {
			total += it.price * float64(it.qty)
		}
		fmt.Println(k, len(groups[k]), total)
	}
	_, flags := groupBy(items, func(i item) bool { return i.qty > 5 })
	fmt.Println(len(flags[true]), len(flags[false]), items[0].name)
	_, pairs := groupBy(items, func(i item) [2]any { return [2]any{i.kind, i.price > 10} })
	fmt.Println(len(pairs), pairs[[2]any{"tool", true}][1].name)
}
