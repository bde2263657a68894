// Run-time errors are values that can be recovered; their texts.
package main

import (
	"fmt"
	"runtime"
)

type T struct {
	next *T
	v    int
}

func try(f func()) {
	defer func() {
		r := recover()
		e, ok := r.(runtime.Error)
		if ok {
			fmt.Println(e.Error())
		} else {
			fmt.Println("not a runtime error:", r)
		}
	}()
	f()
}

func main() {
	s := []int{1, 2, 3}
	i, j, neg := 5, 2, -1
	zero := 0
	var m map[string]int
	var p *T
	var np *[4]int
	var e any
	var fn func()
	a := [4]int{}
	str := "abc"
	try(func() { _ = s[i] })
	try(func() { _ = s[neg] })
	try(func() { a[i] = 1 })
	try(func() { _ = str[i] })
	try(func() { _ = s[i:] })
	try(func() { _ = s[:i] })
	try(func() { _ = s[j:1] })
	try(func() { _ = s[:2:i] })
	try(func() { _ = s[:3:j] })
	try(func() { _ = s[neg:] })
	try(func() { _ = str[i:] })
	try(func() { _ = str[j:1] })
	try(func() { _ = a[:i] })
	try(func() { _ = 1 / zero })
	try(func() { _ = 1 % zero })
	try(func() { m["a"] = 1 })
	try(func() { _ = p.v })
	try(func() { p.next.v = 1 })
	try(func() { _ = np[1] })
	try(func() { fn() })
	try(func() { _ = e.(int) })
	try(func() { e = "s"; _ = e.(int) })
	try(func() { _ = make([]int, neg) })
	try(func() { _ = make([]int, 1, zero) })
	try(func() { _ = make(chan int, neg) })
	try(func() { var c chan int; close(c) })
	try(func() { c := make(chan int); close(c); close(c) })
	try(func() { c := make(chan int); close(c); c <- 1 })
	try(func() { _ = [4]int(s) })
	try(func() { x := map[any]int{}; x[[]int{}] = 1 })
	try(func() { var x, y any = []int{}, []int{}; _ = x == y })
	try(func() { var x, y any = struct{ f func() }{}, struct{ f func() }{}; _ = x == y })
	try(func() { x := 1; _ = x << neg })
	try(func() { panic("plain") })
	try(func() { panic(fmt.Errorf("an error")) })
}
