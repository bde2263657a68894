// A failed type assertion to a concrete type.
package main

import "fmt"

func describe(v any) string { return "a " + v.(string) }

func main() {
	fmt.Println(describe("string"))
	fmt.Println(describe(42))
}
