// Interface values of uncomparable types: comparing them, using them as keys.
package main

import "fmt"

type key struct {
	name string
	v    any
}

func main() {
	m := map[any]int{"a": 1, key{"k", 2}: 3}
	fmt.Println(m[key{"k", 2}], m["a"])
	defer func() {
		fmt.Println("recovered:", recover())
		a, b := any(key{"x", []int{1}}), any(key{"y", []int{1}})
		fmt.Println(a == b)
		b = any(key{"x", []int{1}})
		fmt.Println(a == b)
	}()
	fmt.Println(m[key{"k", map[string]int{}}])
}
