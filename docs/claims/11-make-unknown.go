// claim: make with a size that is not known goes to the heap.
// holds if: escapes to heap
// remark: Up to Go 1.24 it did. Since Go 1.25 "does not escape" means: there are 32 bytes in the stack frame, and more than that is allocated.

package p

func Make(n int) int {
	s := make([]int, n)
	return len(s)
}
