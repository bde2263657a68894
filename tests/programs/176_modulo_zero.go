// Remainder by zero, of uint8.
package main

func main() {
	for d := uint8(2); ; d-- {
		println(7%d, 7/d)
	}
}
