// Arguments of fmt: each is put into an interface, and what the interface refers to escapes.
package main

import (
	"errors"
	"fmt"
	"strconv"
)

type point struct{ x, y int }

func print(n int, p point) {
	fmt.Println("n:", n, p)
}

func label(n int) string {
	return "n" + strconv.Itoa(n)
}

func wrap(err error) error {
	return fmt.Errorf("reading: %w", err)
}

func main() {
	print(1000, point{1, 2})
	println(label(7), wrap(errors.New("eof")).Error())
}
