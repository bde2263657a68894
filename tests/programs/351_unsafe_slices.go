// Slices and strings made from pointers, and pointers made from them.
package main

import (
	"fmt"
	"unsafe"
)

type point struct{ x, y int32 }

func main() {
	// A pointer to one variable is a slice of one element.
	n := 7
	one := unsafe.Slice(&n, 1)
	one[0]++
	fmt.Println(n, len(one), cap(one))

	var p point
	q := unsafe.Slice(&p, 1)
	q[0].x = 3
	q[0] = point{q[0].x, 4}
	fmt.Println(p)

	// A pointer to an array's element is the rest of the array.
	a := [5]int{1, 2, 3, 4, 5}
	s := unsafe.Slice(&a[1], 3)
	s[2] = 40
	fmt.Println(a, s, len(s), cap(s))

	ps := []point{{1, 2}, {3, 4}, {5, 6}}
	r := unsafe.Slice(unsafe.SliceData(ps), 2)
	r[1].y = 44
	fmt.Println(ps, len(r), cap(r))
	unsafe.SliceData(ps).x = 11
	fmt.Println(ps[0], r[0])
	kept := unsafe.SliceData(ps[1:])
	kept.x, kept.y = kept.y, kept.x
	fmt.Println(*kept, unsafe.Slice(kept, 2))
	arrays := [][2]int{{1, 2}, {3, 4}}
	unsafe.SliceData(arrays)[1] = 9
	fmt.Println(arrays, unsafe.Slice(&arrays[0], 2))

	// From a field.
	type holder struct {
		before int
		array  [4]byte
		n      uint16
	}
	var h holder
	copy(unsafe.Slice(&h.array[0], 4), "abcd")
	unsafe.Slice(&h.n, 1)[0] = 9
	fmt.Println(string(h.array[:]), h.n)

	// Nil and empty.
	var none *int
	fmt.Println(unsafe.Slice(none, 0) == nil, unsafe.SliceData([]int(nil)) == nil)
	empty := unsafe.Slice(&n, 0)
	fmt.Println(empty == nil, len(empty))
	for _, length := range []int{-1, 1} {
		func() {
			defer func() { fmt.Println(recover()) }()
			fmt.Println(unsafe.Slice(none, length))
		}()
	}

	// Strings.
	text := "hello, world"
	b := unsafe.Slice(unsafe.StringData(text), 5)
	fmt.Println(string(b), len(b))
	buf := []byte("bytes of a string")
	fmt.Println(unsafe.String(&buf[9], 8), unsafe.String(unsafe.SliceData(buf), 5), unsafe.String(nil, 0) == "")
	func() {
		defer func() { fmt.Println(recover()) }()
		minus := -1
		fmt.Println(unsafe.String(&buf[0], minus))
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		fmt.Println(unsafe.String(nil, len(buf)))
	}()

	// Zero-size elements.
	var nothing struct{}
	fmt.Println(len(unsafe.Slice(&nothing, 1000)))
}
