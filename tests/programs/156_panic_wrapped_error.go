// An unrecovered panic with a wrapped error, from fmt.Errorf.
package main

import (
	"errors"
	"fmt"
	"os"
)

var errBase = errors.New("base failure")

func must(err error) {
	if err != nil {
		panic(fmt.Errorf("must: %w", err))
	}
}

func main() {
	must(nil)
	fmt.Fprintln(os.Stderr, "to standard error")
	must(errBase)
}
