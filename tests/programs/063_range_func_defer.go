// A defer in the body of a loop over a function belongs to the function around it; panics pass through the iterator.
package main

import "fmt"

func seq(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		defer fmt.Println("iterator's defer")
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func deferring() {
	defer fmt.Println("first")
	for i := range seq(3) {
		defer fmt.Println("body", i)
	}
	fmt.Println("loop done")
}

func panicking() {
	defer func() { fmt.Println("recovered", recover()) }()
	for i := range seq(3) {
		defer fmt.Println("before panic", i)
		if i == 1 {
			panic("in body")
		}
	}
}

func guarded(n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		defer func() {
			if r := recover(); r != nil {
				fmt.Println("iterator sees", r)
				panic(fmt.Sprint("re-", r))
			}
		}()
		for i := range n {
			yield(i)
		}
	}
}

func seen() {
	defer func() { fmt.Println("loop's function gets", recover()) }()
	for i := range guarded(2) {
		panic(fmt.Sprint("panic", i))
	}
}

func early() (n int) {
	for i := range seq(5) {
		defer func() { n += i }()
		if i == 3 {
			return 100
		}
	}
	return -1
}

func recovering() {
	for i := range seq(2) {
		func() {
			defer func() { fmt.Println("inner", recover()) }()
			panic(i)
		}()
	}
}

func main() {
	deferring()
	panicking()
	seen()
	fmt.Println(early())
	recovering()
}
