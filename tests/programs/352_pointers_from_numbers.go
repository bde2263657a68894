// Pointers that are made of numbers are those numbers again.
// Vet: misuse of unsafe.Pointer is the point.
package main

import (
	"fmt"
	"sync/atomic"
	"unsafe"
)

func main() {
	var val unsafe.Pointer
	v := uintptr(atomic.LoadPointer(&val))
	fmt.Println(v)
	for range 3 {
		atomic.StorePointer(&val, unsafe.Pointer(uintptr(atomic.LoadPointer(&val))+1+1<<32))
	}
	w := uintptr(atomic.LoadPointer(&val))
	fmt.Println(w, w == 3+3<<32)
}
