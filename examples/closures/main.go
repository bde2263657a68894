// Closures over loop variables. Since Go 1.22 each round has its own variable, so a closure can have a copy.
package main

func later() (prints []func()) {
	for i := 0; i < 3; i++ {
		prints = append(prints, func() { print(i, " ") })
	}
	return prints
}

func shared() func() int {
	n := 0
	return func() int {
		n++
		return n
	}
}

func local() int {
	n := 0
	add := func(i int) { n += i }
	add(1)
	return n
}

func main() {
	for _, f := range later() {
		f()
	}
	println(shared()(), local())
}
