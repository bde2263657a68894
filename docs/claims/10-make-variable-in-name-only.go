// claim: make with a variable as size goes to the heap.
// holds if: escapes to heap
// remark: Up to Go 1.24 it did. Now the compiler sees that the variable is never anything but 4.

package p

func Make() int {
	n := 4
	s := make([]int, n)
	return len(s)
}
