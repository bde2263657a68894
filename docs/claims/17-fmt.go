// claim: The arguments of fmt.Println escape.
// holds if: n escapes to heap
// remark: By this analysis. A constant such as the text here is in read-only memory all the same, and nothing is allocated for it.

package p

import "fmt"

func Print(n int) {
	fmt.Println("n is", n)
}
