// A deferred function that recovers has not been called before.
package main

import (
	"errors"
	"fmt"
)

type E struct {
	N   string
	Err error
}

func (e E) Error() string { return e.N }

type W struct{ Err error }

func rec(errp *error) {
	e := recover()
	if e != nil {
		switch err := e.(type) {
		case W:
			*errp = err.Err
		case E:
			*errp = err
		default:
			panic(e)
		}
	}
}

func f() (err error) {
	defer rec(&err)
	panic(E{"x", errors.New("y")})
}

func main() {
	fmt.Println(f(), 1)
}
