// Returns from many places, with defers registered on some paths only, and in loops.
package main

import "fmt"

func f(n int) (s string) {
	defer func() { s += "|end" }()
	if n == 0 {
		return "zero"
	}
	if n == 1 {
		defer func() { s += "|one" }()
		return "one"
	}
	for i := range n {
		if i%2 == 1 {
			defer func() { s += fmt.Sprint("|", i) }()
		}
		if i == 5 {
			return "five"
		}
	}
	switch {
	case n > 3:
		defer func() { s = "[" + s + "]" }()
		fallthrough
	case n > 100:
		return "big"
	}
	return fmt.Sprint("n", n)
}

func nestedClosures() (out []string) {
	add := func(s string) { out = append(out, s) }
	defer add("outer")
	func() {
		defer add("inner")
		defer func() {
			add(fmt.Sprint("recovered ", recover()))
			defer add("deep")
		}()
		panic("p")
	}()
	add("after")
	return
}

func conditional(do bool) (n int) {
	if do {
		defer func() { n *= 10 }()
	}
	n = 4
	if !do {
		return
	}
	return n + 1
}

func manyDefers() (sum int) {
	for i := range 1000 {
		defer func() { sum += i }()
	}
	return 0
}

func retCall() (a int, b string) {
	defer func() { a, b = a+1, b+"!" }()
	return pair()
}

func pair() (int, string) { return 41, "answer" }

func main() {
	for _, n := range []int{0, 1, 2, 3, 4, 9} {
		fmt.Println(n, f(n))
	}
	fmt.Println(nestedClosures())
	fmt.Println(conditional(true), conditional(false), manyDefers())
	fmt.Println(retCall())
}
