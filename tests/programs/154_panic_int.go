// An unrecovered panic with a named integer without methods shows type and value.
package main

type code int32

func main() {
	defer println("deferred")
	func() {
		defer println("inner deferred")
		panic(code(7))
	}()
}
