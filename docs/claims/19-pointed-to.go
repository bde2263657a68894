// claim: Whatever a pointer points to is on the heap.
// holds if: moved to heap

package p

func Local() int {
	x := 1
	p := &x
	*p = 2
	return x
}
