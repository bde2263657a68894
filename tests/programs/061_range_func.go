// Ranging over functions of zero, one and two values.
package main

import "fmt"

func times(n int) func(func() bool) {
	return func(yield func() bool) {
		for range n {
			if !yield() {
				return
			}
		}
	}
}

func count(from, to int) func(func(int) bool) {
	return func(yield func(int) bool) {
		defer fmt.Print("[cleanup]")
		for i := from; i < to; i++ {
			if !yield(i) {
				fmt.Print("[stopped at ", i, "]")
				return
			}
		}
		fmt.Print("[finished]")
	}
}

func pairs(s string) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i, r := range s {
			if !yield(i, string(r)) {
				return
			}
		}
	}
}

type list struct {
	v    int
	next *list
}

func (l *list) all(yield func(*list) bool) {
	for ; l != nil && yield(l); l = l.next {
	}
}

func main() {
	for range times(3) {
		fmt.Print("x")
	}
	fmt.Println()
	for i := range count(0, 3) {
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i := range count(0, 10) {
		if i%2 == 0 {
			continue
		}
		if i > 6 {
			break
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i, s := range pairs("héy") {
		fmt.Print(i, s, " ")
	}
	for i := range pairs("ab") {
		fmt.Print(i)
	}
	for range pairs("ab") {
		fmt.Print("-")
	}
	var s string
	for _, s = range pairs("xyz") {
	}
	fmt.Println(s)
	l := &list{1, &list{2, &list{3, nil}}}
	for n := range l.all {
		n.v *= 10
		fmt.Print(n.v, " ")
	}
	fmt.Println()
	var fs []func() int
	for i := range count(0, 3) {
		fs = append(fs, func() int { i += 100; return i })
	}
	fmt.Println(fs[0](), fs[0](), fs[2]())
}
