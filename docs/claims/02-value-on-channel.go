// claim: Everything that is sent on a channel escapes.
// holds if: moved to heap|escapes to heap
// remark: A value without pointers is copied into the channel's buffer.

package p

func Send(c chan int) {
	x := 1
	c <- x
}
