// Large values: the limits are different for variables and for what new, make and literals allocate.
package main

func fits() byte {
	var a [128 << 10]byte
	return a[len(a)-1]
}

func tooLarge() byte {
	var a [128<<10 + 1]byte
	return a[len(a)-1]
}

func newFits() byte {
	p := new([64 << 10]byte)
	return p[0]
}

func newTooLarge() byte {
	p := new([64<<10 + 1]byte)
	return p[0]
}

func main() {
	println(fits(), tooLarge(), newFits(), newTooLarge())
}
