// claim: -m tells when a channel is allocated.
// holds if: make\(chan
// remark: A channel is always allocated on the heap, and there is never a line for it. "Escapes" and "allocates" are two questions.

package p

func Make() int {
	c := make(chan int, 1)
	c <- 1
	return <-c
}
