// Keys that have no hash, looked up in, put into and deleted from maps, empty and not.
package main

import "fmt"

func try(name string, f func()) {
	defer func() {
		e := recover()
		fmt.Printf("%s %v %T\n", name, e, e)
	}()
	f()
}

func main() {
	var m map[[2]int]int
	fmt.Println(m[[2]int{1, 2}], len(m))
	_, ok := m[[2]int{1, 2}]
	delete(m, [2]int{})
	fmt.Println(ok)
	var n map[any]int
	try("unhashable", func() { fmt.Println(n[[]int{1}]) })
	try("unhashable", func() { delete(n, func() {}) })
	var o map[[1]any]int
	try("unhashable", func() { fmt.Println(o[[1]any{[]int{1}}]) })
	var q map[struct{ x any }]int
	try("unhashable", func() { _, ok := q[struct{ x any }{map[int]int{}}]; fmt.Println(ok) })
	fmt.Println(q[struct{ x any }{1}], n["x"], o[[1]any{2}])
	empty, full := map[any]int{}, map[any]int{1: 2}
	try("empty", func() { fmt.Println(empty[[]int{1}]) })
	try("empty", func() { delete(empty, any(map[int]int{})) })
	try("empty", func() { empty[[]int{1}] = 1 })
	try("full", func() { fmt.Println(full[[]int{1}]) })
	try("full", func() { _, ok := full[any(func() {})]; fmt.Println(ok) })
	try("full", func() { delete(full, []int{}) })
}
