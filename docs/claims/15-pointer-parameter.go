// claim: Passing a pointer to a function makes the value escape.
// holds if: moved to heap: kept
// remark: It depends on what the function does with it.

package p

func inc(p *int) { *p++ }

func Use() int {
	kept := 1
	inc(&kept)
	return kept
}
