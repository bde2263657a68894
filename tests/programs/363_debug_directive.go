// A directive can bring back what panic(nil) was before Go 1.21.
//go:debug panicnil=1

package main

import "fmt"

func main() {
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		panic(nil)
	}()
	panic(nil)
}
