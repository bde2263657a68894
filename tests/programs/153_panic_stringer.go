// An unrecovered panic with a Stringer, which is shown by its method.
package main

type level int

func (l level) String() string { return "level " + string(rune('0'+l)) }

func check(l level) {
	if l > 3 {
		panic(l)
	}
}

func main() {
	for l := level(1); ; l++ {
		check(l)
	}
}
