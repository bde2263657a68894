// Integer division by zero; a division of floats goes on.
package main

import "fmt"

func ratio(a, b int) int { return a / b }

func main() {
	f := 0.0
	fmt.Println(1/f, -1/f)
	fmt.Println(ratio(6, 3))
	fmt.Println(ratio(6, 0))
}
