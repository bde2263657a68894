// claim: A slice literal of 1 MB is too large for the stack.
// holds if: escapes to heap
// remark: The limits are for variables, new, make and pointers to literals; slice literals are not looked at.

package p

func Table() int {
	s := []int{131072: 1}
	return len(s)
}
