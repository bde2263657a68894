// Panics in deferred functions, recovered at several depths.
package main

import "fmt"

func level(n int) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("level", n, "recovers", r)
			if n > 0 {
				panic(fmt.Sprint(r, "+", n))
			}
		}
	}()
	if n == 3 {
		panic("bottom")
	}
	level(n + 1)
	fmt.Println("never at", n)
}

func aborted() {
	defer func() { fmt.Println("outermost gets", recover()) }()
	defer func() {
		defer func() { fmt.Println("middle gets", recover()) }()
		panic("from deferred")
	}()
	panic("original")
}

func reraise() (out []any) {
	defer func() { out = append(out, recover()) }()
	func() {
		defer func() {
			r := recover()
			out = append(out, r)
			panic(r)
		}()
		panic("again")
	}()
	return nil
}

func order() {
	defer fmt.Println("a")
	defer func() {
		defer fmt.Println("b")
		recover()
		fmt.Println("c")
	}()
	defer fmt.Println("d")
	panic("x")
}

func inLoop() {
	defer func() { fmt.Println("loop:", recover()) }()
	for i := range 3 {
		defer func() {
			if r := recover(); r != nil {
				panic(fmt.Sprint(r, i))
			}
		}()
	}
	panic("p")
}

func main() {
	level(0)
	aborted()
	fmt.Println(reraise())
	order()
	inLoop()
	fmt.Println("done")
}
