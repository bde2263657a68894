// Pointers in slices and maps: stored ones escape, even into a slice that does not; those in a slice literal do not.
package main

func stored() int {
	a := 1
	s := make([]*int, 1)
	s[0] = &a
	return *s[0]
}

func literal() int {
	a := 1
	s := []*int{&a}
	return *s[0]
}

func inMap() int {
	a := 1
	m := map[string]*int{}
	m["a"] = &a
	return *m["a"]
}

func key() bool {
	type point struct{ x, y int }
	seen := map[point]bool{}
	p := point{1, 2}
	seen[p] = true // copied: a key without pointers does not escape
	return seen[p]
}

func main() {
	println(stored(), literal(), inMap(), key())
}
