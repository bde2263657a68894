// An unrecovered panic with a struct shows only its type and address.
package main

type info struct {
	a int
	b string
}

func main() {
	panic(info{1, "x"})
}
