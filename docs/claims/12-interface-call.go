// claim: What is passed to a method of an interface value escapes.
// holds if: make\(\[\]byte, 64\) escapes to heap
// remark: Unless the compiler can tell the dynamic type, as in the next program.

package p

import "io"

func Read(r io.Reader) int {
	buf := make([]byte, 64)
	n, _ := r.Read(buf)
	return n
}
