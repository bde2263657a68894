// os.Exit ends at once: no deferred functions, no flushing by anybody; the code is its own.
package main

import (
	"fmt"
	"os"
)

func main() {
	defer fmt.Println("never printed")
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("exit in a deferred function after", r)
			fmt.Fprintln(os.Stderr, "exit code 3")
			os.Exit(3)
		}
	}()
	go func() { select {} }()
	panic("p")
}
