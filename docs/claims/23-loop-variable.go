// claim: A closure over a loop variable moves the variable to the heap.
// holds if: moved to heap: i
// remark: If go.mod says go 1.22 or later, each round has its own variable, and the closure has a copy of it. For older language versions there is a line.

package p

func Later() (out []func() int) {
	for i := 0; i < 3; i++ {
		out = append(out, func() int { return i })
	}
	return out
}
