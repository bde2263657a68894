// claim: Comparing string(a) == string(b) copies both.
// holds if: escapes to heap
// remark: Nothing is copied at all, since the strings are only compared.

package p

func Equal(a, b []byte) bool {
	return string(a) == string(b)
}
