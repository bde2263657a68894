// Functions called init run in their order; tracebacks number them, and the functions in them are named after them.
package main

func init() { println("first") }

func init() {
	defer func() {
		println("recovered:", recover().(string))
	}()
	func() { panic("second") }()
}

func init() {
	func() {
		panic("third")
	}()
}

func main() {}
