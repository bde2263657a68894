// An unrecovered panic with an error, which is shown by its method.
package main

import "fmt"

type codeError struct{ code int }

func (e codeError) Error() string { return fmt.Sprintf("code %d", e.code) }

func fail() {
	panic(codeError{42})
}

func main() {
	defer fmt.Println("deferred runs first")
	fail()
}
