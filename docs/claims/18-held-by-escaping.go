// claim: What a value on the heap points to is on the heap.
// holds if: moved to heap: y

package p

type node struct{ p *int }

func New() *node {
	y := 1
	return &node{&y}
}
