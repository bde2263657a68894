// The stack that a deferred function sees after it recovered has the frames of the panic.

package main

import (
	"fmt"
	"os"
	"runtime/debug"
)

func inner(s []int) int { return s[3] }

func f() {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
			os.Stderr.Write(debug.Stack())
		}
	}()
	inner(nil)
}

func main() { f() }
