// claim: Converting a string to []byte always copies it.
// holds if: no zero-copy
// remark: Not if nothing can change the bytes.

package p

func Sum(s string) (total int) {
	for _, b := range []byte(s) {
		total += int(b)
	}
	return total
}

func First(s string) byte {
	b := []byte(s)
	return first(b)
}

func first(b []byte) byte { return b[0] }
