// Leaving nested loops over functions with break, continue, goto and return.
package main

import "fmt"

func seq(name string, n int) func(func(int) bool) {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				fmt.Print("(", name, " stop) ")
				return
			}
		}
		fmt.Print("(", name, " end) ")
	}
}

func find(want int) (a, b int, ok bool) {
	for x := range seq("x", 5) {
		for y := range seq("y", 5) {
			if x*y == want {
				return x, y, true
			}
		}
	}
	return
}

func labelled() {
outer:
	for x := range seq("A", 4) {
		for y := range seq("B", 4) {
			switch {
			case y == 1 && x == 0:
				continue outer
			case y == 2 && x == 1:
				break
			case x == 2:
				break outer
			default:
				fmt.Print(x, y, " ")
			}
			for z := range seq("C", 9) {
				if z == 1 {
					continue outer
				}
			}
		}
	}
	fmt.Println()
}

func jump() string {
	for i := range seq("G", 5) {
		if i == 2 {
			goto out
		}
	}
	return "not reached"
out:
	return "out"
}

func named() (res string) {
	defer func() { res += "+deferred" }()
	for i := range seq("N", 3) {
		res += fmt.Sprint(i)
		if i == 1 {
			return res + "!"
		}
	}
	return "end"
}

func inner() int {
	for x := range seq("P", 3) {
		f := func() int {
			for y := range seq("Q", 3) {
				if y == x {
					return y * 10
				}
			}
			return -1
		}
		if v := f(); v == 20 {
			return v
		}
	}
	return 0
}

func main() {
	fmt.Println(find(6))
	fmt.Println(find(100))
	labelled()
	fmt.Println(jump())
	fmt.Println(named())
	fmt.Println(inner())
}
