// Sizes, alignments and offsets of types; strings and slices through unsafe.
package main

import (
	"fmt"
	"unsafe"
)

type a struct {
	b bool
	i int64
	c bool
}

type b struct {
	i int64
	b bool
	c bool
	s string
	e any
	f func()
	z struct{}
}

type c struct {
	x  [3]byte
	y  int32
	z  [2]int16
	w  complex128
	m  map[int]int
	p  *int
	ch chan int
	sl []int
}

func size[T any]() uintptr {
	var z T
	return unsafe.Sizeof(z)
}

func main() {
	fmt.Println(size[bool](), size[int8](), size[int16](), size[int32](), size[int](), size[uintptr](), size[float32](), size[complex64](), size[complex128](), size[string](), size[[]int](), size[any](), size[error](), size[map[int]int](), size[chan int](), size[func()](), size[*int](), size[rune]())
	fmt.Println(size[a](), size[b](), size[c](), size[struct{}](), size[[0]int](), size[[3]a](), size[struct {
		x int32
		y int8
	}](), size[struct {
		y int8
		z struct{}
	}](), size[[5]struct{ a, b uint16 }]())
	var va a
	var vb b
	var vc c
	fmt.Println(unsafe.Alignof(va), unsafe.Alignof(vc.x), unsafe.Alignof(vc.w), unsafe.Offsetof(va.i), unsafe.Offsetof(va.c), unsafe.Offsetof(vb.s), unsafe.Offsetof(vb.e), unsafe.Offsetof(vb.z))
	fmt.Println(unsafe.Offsetof(vc.y), unsafe.Offsetof(vc.z), unsafe.Offsetof(vc.w), unsafe.Offsetof(vc.m), unsafe.Offsetof(vc.sl))
	const k = unsafe.Sizeof(int32(0)) * 10
	var arr [k]byte
	fmt.Println(len(arr), unsafe.Sizeof(arr))
	bs := []byte("hello")
	s := unsafe.String(&bs[0], 3)
	fmt.Println(s, len(s), string(unsafe.Slice(&bs[1], 4)), *unsafe.StringData("xyz"), *unsafe.SliceData(bs))
	f := 1.5
	u := *(*uint64)(unsafe.Pointer(&f))
	fmt.Printf("%x\n", u)
	ints := [4]int32{1, 2, 3, 4}
	p := (*int32)(unsafe.Add(unsafe.Pointer(&ints[0]), 8))
	*p = 30
	fmt.Println(ints, unsafe.Slice((*int32)(nil), 0) == nil)
}
