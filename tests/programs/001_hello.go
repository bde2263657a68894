// The smallest program that prints.
package main

import "fmt"

func main() {
	fmt.Println("hello, world")
	fmt.Println("hello,", "世界", 42, true, nil, 1.5)
	fmt.Print("a", "b", 1, 2, "c\n")
	fmt.Printf("%d %s %v %q\n", 7, "x", []int{1, 2}, "quoted")
	fmt.Println()
}
