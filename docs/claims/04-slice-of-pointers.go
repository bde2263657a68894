// claim: What a slice of pointers refers to always escapes.
// holds if: moved to heap: inLiteral
// remark: Assigned to an element or appended, yes; named in a slice literal or kept in an array, no.

package p

func Pointers() int {
	assigned, inLiteral, inArray := 1, 2, 3
	s := make([]*int, 1)
	s[0] = &assigned
	t := []*int{&inLiteral}
	u := [1]*int{&inArray}
	return *s[0] + *t[0] + *u[0]
}
