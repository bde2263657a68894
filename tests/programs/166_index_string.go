// Index out of range, of a string, in a method.
package main

type text string

func (t text) at(i uint8) byte {
	return t[i]
}

func main() {
	t := text("héllo")
	println(t.at(5))
	println(t.at(200))
}
