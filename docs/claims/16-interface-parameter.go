// claim: Passing a value as an any puts it on the heap.
// holds if: n escapes to heap
// remark: It, too, depends on what the function does with it.

package p

func isInt(v any) bool {
	_, ok := v.(int)
	return ok
}

func Use(n int) bool {
	return isInt(n)
}
