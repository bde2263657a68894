// An iterator that goes on after the loop is over panics; so does one that calls yield again after a panic.
package main

import "fmt"

func try(name string, f func()) {
	defer func() { fmt.Println(name, "->", recover()) }()
	f()
	fmt.Println(name, "finished")
}

func stubborn(yield func(int) bool) {
	yield(1)
	yield(2)
	yield(3)
}

var saved func(int) bool

func leaky(yield func(int) bool) {
	saved = yield
	yield(1)
}

func swallow(yield func(int) bool) {
	func() {
		defer func() { recover() }()
		yield(1)
	}()
	fmt.Println("swallowed")
}

func main() {
	try("complete", func() {
		for i := range stubborn {
			fmt.Print(i, " ")
		}
	})
	try("break", func() {
		for i := range stubborn {
			fmt.Print(i, " ")
			if i == 2 {
				break
			}
		}
	})
	try("leaky", func() {
		for i := range leaky {
			fmt.Print(i, " ")
		}
		saved(2)
	})
	try("swallowed panic", func() {
		for i := range swallow {
			fmt.Print(i, " ")
			panic("body")
		}
	})
	try("return", func() {
		for range stubborn {
			return
		}
	})
	try("nil", func() {
		var f func(func(int) bool)
		for range f {
		}
	})
}
