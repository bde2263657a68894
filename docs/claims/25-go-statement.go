// claim: -m tells what a go statement allocates.
// holds if: escapes to heap|moved to heap
// remark: The compiler wraps the call in a closure on the heap, and prints nothing about it.

package p

func work(int) {}

func Start(n int) {
	go work(n)
}
