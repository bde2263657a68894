// claim: Looking something up in a map makes the key escape.
// holds if: moved to heap

package p

func Lookup(m map[any]int) int {
	type key struct{ p *int }
	n := 1
	return m[key{&n}]
}
