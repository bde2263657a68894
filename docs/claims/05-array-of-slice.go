// claim: If the elements of a slice escape, so does its array.
// holds if: make\(\[\]\*int, 1\) escapes
// remark: The array may stay on the stack while what it points to does not.

package p

func Array() int {
	x := 1
	s := make([]*int, 1)
	s[0] = &x
	return *s[0]
}
