// An unrecovered panic with a float64 in it, and a runtime print of others.
package main

type ratio float64

func main() {
	println(ratio(0.25), complex64(1i))
	defer func() {
		println("recovered:", recover() != nil)
		panic(ratio(1) / 3)
	}()
	panic(2.5)
}
