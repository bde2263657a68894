// iter.Pull turns an iterator inside out; stop lets it clean up; panics come out of next.
package main

import (
	"fmt"
	"iter"
)

func gen(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		defer fmt.Println("  cleanup")
		for i := range n {
			fmt.Println("  produce", i)
			if !yield(i) {
				fmt.Println("  told to stop")
				return
			}
		}
	}
}

func failing(yield func(int, string) bool) {
	yield(1, "one")
	panic("failed")
}

func same(a, b iter.Seq[int]) bool {
	na, sa := iter.Pull(a)
	defer sa()
	nb, sb := iter.Pull(b)
	defer sb()
	for {
		x, ok1 := na()
		y, ok2 := nb()
		if x != y || ok1 != ok2 {
			return false
		}
		if !ok1 {
			return true
		}
	}
}

func main() {
	next, stop := iter.Pull(gen(2))
	fmt.Println("nothing yet")
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	fmt.Println(next())
	stop()
	next, stop = iter.Pull(gen(5))
	fmt.Println(next())
	stop()
	fmt.Println(next())
	stop()
	_, stop = iter.Pull(gen(1))
	stop()
	fmt.Println("never started")
	n2, s2 := iter.Pull2(failing)
	fmt.Println(n2())
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		n2()
	}()
	fmt.Println(n2())
	s2()
	fmt.Println(same(gen(1), gen(1)), same(gen(1), gen(2)))
}
