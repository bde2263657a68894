// claim: append puts its result on the heap.
// holds if: append escapes to heap
// remark: Since Go 1.25, the first 32 bytes may be in the stack frame, and there is a line for it.

package p

func Sum(n int) (total int) {
	var s []int
	for i := 0; i < n; i++ {
		s = append(s, i)
	}
	for _, v := range s {
		total += v
	}
	return total
}
