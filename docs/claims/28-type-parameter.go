// claim: A type parameter instead of an any keeps the argument off the heap.
// holds if: no v escapes to heap
// remark: Not if the body puts it into an interface after all.

package p

import "fmt"

func log[T any](v T) { fmt.Println(v) }

func Use(n int) { log(n) }
