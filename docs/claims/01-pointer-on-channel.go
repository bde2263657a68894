// claim: A pointer that is sent on a channel makes the value escape.
// holds if: moved to heap: x

package p

func Send(c chan *int) {
	x := 1
	c <- &x
}
