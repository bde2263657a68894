// claim: Escape analysis removes locks that only one goroutine can see.
// holds if: no moved to heap: mu
// remark: Some Java compilers do that. Go's does not; the local mutex is even moved to the heap, because Lock passes its address on.

package p

import "sync"

func Lock() int {
	var mu sync.Mutex
	mu.Lock()
	defer mu.Unlock()
	return 1
}
