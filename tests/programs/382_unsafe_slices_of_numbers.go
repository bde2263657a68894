// Slices of numbers seen as others, pointers that are numbers for a while, structs seen as rows of their fields.
package main

import (
	"fmt"
	"unsafe"
)

type vec struct{ X, Y, Z float32 }

func main() {
	x := []int64{1, -1}
	u := *(*[]uint64)(unsafe.Pointer(&x))
	fmt.Println(u[1], u, len(u), cap(u))
	u[0] = 1 << 63
	fmt.Println(x)
	y := []int32{-1, 5}
	v := *(*[]uint32)(unsafe.Pointer(&y))
	fmt.Println(v[0] == 0xffffffff, v)
	f := []float64{1}
	fu := *(*[]uint64)(unsafe.Pointer(&f))
	fmt.Printf("%x\n", fu)
	fs := []float32{1, 2}
	us := *(*[]uint32)(unsafe.Pointer(&fs))
	fmt.Printf("%x\n", us)
	us[1] = 0x40400000
	fmt.Println(fs, us[1:])
	var none []float32
	fmt.Println(*(*[]uint32)(unsafe.Pointer(&none)) == nil)

	b := make([]byte, 16)
	p := unsafe.Pointer(&b[0])
	*(*uint64)(unsafe.Add(p, 3)) = 0x0102030405060708
	*(*float32)(unsafe.Add(p, 12)) = 1
	fmt.Println(b, *(*uint16)(unsafe.Add(p, 4)), *(*byte)(unsafe.Add(p, 5)))

	vs := []vec{{1, 2, 3}, {4, 5, 6}}
	row := unsafe.Slice((*float32)(unsafe.Pointer(&vs[0])), 6)
	row[4] = 50
	fmt.Println(row, vs)
	ms := [][3]float32{{1, 2, 3}, {4, 5, 6}}
	flat := unsafe.Slice((*float32)(unsafe.Pointer(&ms[1])), 3)
	fmt.Println(flat, *(*float32)(unsafe.Pointer(&ms[1])), *(*[2]float32)(unsafe.Pointer(&vs[1])))
	s := "abc"
	fmt.Println(unsafe.Slice(unsafe.StringData(s), 2))
}
