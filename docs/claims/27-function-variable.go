// claim: What is passed to a function variable escapes.
// holds if: moved to heap: n
// remark: Since Go 1.27 not if every function that the variable can hold is known.

package p

func one(p *int) { *p = 1 }
func two(p *int) { *p = 2 }

func Call(b bool) int {
	f := one
	if b {
		f = two
	}
	n := 0
	f(&n)
	return n
}
