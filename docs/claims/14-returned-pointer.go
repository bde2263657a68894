// claim: A local variable whose address is returned escapes.
// holds if: moved to heap: x
// remark: With inlining off. If the function is inlined, the variable may be part of the caller's stack frame.

package p

func New() *int {
	x := 1
	return &x
}
