// claim: Pointers in maps make the values escape, as values and in keys.
// holds if: moved to heap: inKey

package p

func Maps() int {
	type key struct{ p *int }
	asValue, inKey := 1, 2
	m := map[string]*int{}
	m["x"] = &asValue
	n := map[key]bool{}
	n[key{&inKey}] = true
	return len(m) + len(n)
}
