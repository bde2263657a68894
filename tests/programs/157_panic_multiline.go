// Panic texts with line breaks and odd characters: continued lines are indented.
package main

import "fmt"

func main() {
	defer func() {
		r := recover()
		fmt.Printf("%q\n", r)
		panic(fmt.Sprint(r, "\nthird\tline \x01 é\n"))
	}()
	panic("first\nsecond")
}
