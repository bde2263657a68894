// A type assertion on nil.
package main

func main() {
	var e error
	if _, ok := e.(interface{ Timeout() bool }); !ok {
		println("not ok")
	}
	println(e.(interface{ Timeout() bool }).Timeout())
}
