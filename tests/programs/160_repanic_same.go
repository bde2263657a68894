// A panic recovered and raised again with the same value.
package main

import "errors"

var errX = errors.New("the same")

func guard(f func()) {
	defer func() {
		if r := recover(); r != nil {
			println("cleaning up")
			panic(r)
		}
	}()
	f()
}

func main() {
	guard(func() {
		panic(errX)
	})
}
