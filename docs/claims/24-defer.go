// claim: A deferred closure is on the heap.
// holds if: :6:8: func literal escapes
// remark: Only in a loop.

package p

func Outside(f func()) {
	defer func() { f() }()
}

func Loop(f func()) {
	for i := 0; i < 3; i++ {
		defer func() { f() }()
	}
}
