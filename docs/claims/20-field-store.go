// claim: A field that is set in a literal and one that is set later are the same to the analysis.
// holds if: no moved to heap: later
// remark: A store through a pointer is not followed, even if the pointer leads to a variable next to it.

package p

type node struct{ p *int }

func Literal() int {
	first := 1
	t := &node{p: &first}
	return *t.p
}

func Later() int {
	later := 1
	t := &node{}
	t.p = &later
	return *t.p
}
