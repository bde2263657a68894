// A write to a nil map.
package main

import "fmt"

type registry struct{ items map[string]int }

func (r *registry) add(k string) { r.items[k]++ }

func main() {
	var r registry
	fmt.Println(len(r.items), r.items["x"])
	r.add("x")
}
