// Pointers that become pointers to other types: numbers, arrays, structs, strings, slices and their headers.
package main

import (
	"fmt"
	"math"
	"reflect"
	"sync/atomic"
	"unsafe"
)

type pair struct{ a, b int32 }

type packet struct {
	kind  uint8
	flags uint16
	size  uint32
	body  [4]uint8
	sum   float64
	ok    bool
}

type header struct {
	data unsafe.Pointer
	n    int
}

func text(b []byte) string { return *(*string)(unsafe.Pointer(&b)) }

func bytes(s string) []byte {
	return *(*[]byte)(unsafe.Pointer(&struct {
		string
		cap int
	}{s, len(s)}))
}

func oldBytes(s string) (b []byte) {
	sh := (*reflect.StringHeader)(unsafe.Pointer(&s))
	bh := (*reflect.SliceHeader)(unsafe.Pointer(&b))
	bh.Data = sh.Data
	bh.Cap = sh.Len
	bh.Len = sh.Len
	return
}

func main() {
	f := 1.5
	u := (*uint64)(unsafe.Pointer(&f))
	fmt.Println(*u == math.Float64bits(1.5))
	*u = math.Float64bits(-2.25)
	fmt.Println(f)
	for !atomic.CompareAndSwapUint64((*uint64)(unsafe.Pointer(&f)), math.Float64bits(f), math.Float64bits(f+1)) {
	}
	fmt.Println(f)

	s := "hello"
	fmt.Println(text([]byte(s)), string(bytes(s)), string(oldBytes(s)), len(oldBytes("")))
	fmt.Println((*header)(unsafe.Pointer(&s)).n)

	x := [8]byte{1, 2, 3, 4, 5, 6, 7, 8}
	fmt.Println(*(*uint32)(unsafe.Pointer(&x[0])), *(*uint16)(unsafe.Pointer(&x[3])), *(*int64)(unsafe.Pointer(&x)))
	*(*uint16)(unsafe.Pointer(&x[6])) = 0xfffe
	fmt.Println(x)
	w := uint32(0x01020304)
	p := (*[4]byte)(unsafe.Pointer(&w))
	p[0], p[3] = 0xff, 0x7f
	fmt.Printf("%x %v %v\n", w, p[:], *p)
	copy(p[1:], []byte{9, 9})
	fmt.Printf("%x %d\n", w, *(*uint8)(unsafe.Pointer(&w)))

	h := pair{1, 2}
	*(*int32)(unsafe.Pointer(uintptr(unsafe.Pointer(&h)) + unsafe.Offsetof(h.b))) = 9
	*(*int32)(unsafe.Add(unsafe.Pointer(&h), 0)) = 8
	fmt.Println(h, *(*int32)(unsafe.Pointer(&h)), *(*uint64)(unsafe.Pointer(&h)))

	a := []int32{1, 2, 3, 4}
	q := (*[3]int32)(unsafe.Pointer(&a[1]))
	q[1] = 7
	fmt.Println(a, q[2], *q)
	fmt.Println(*(*int32)(unsafe.Pointer(uintptr(unsafe.Pointer(&a[0])) + 2*unsafe.Sizeof(a[0]))))
	b := []byte("world")
	long := (*[1 << 20]byte)(unsafe.Pointer(&b[0]))[:5:5]
	long[0] = 'W'
	fmt.Println(string(b), len(long), cap(long))

	raw := make([]byte, unsafe.Sizeof(packet{}))
	k := (*packet)(unsafe.Pointer(&raw[0]))
	k.kind, k.flags, k.size, k.sum, k.ok = 1, 0x0203, 0x04050607, 1, true
	k.body[2] = 0xaa
	fmt.Println(raw[:12], raw[16:25], k.size, k.body, *k)
	*k = packet{kind: 5, body: [4]uint8{1, 2, 3, 4}}
	fmt.Println(raw[:12], raw[16:25])
	grid := [2][2]uint16{{1, 2}, {3, 4}}
	flat := (*[4]uint16)(unsafe.Pointer(&grid))
	flat[3] = 40
	fmt.Println(grid, *flat, flat[1:3])
	c := complex(1, -2)
	fmt.Println(*(*[2]float64)(unsafe.Pointer(&c)))
	t := true
	fmt.Println(*(*uint8)(unsafe.Pointer(&t)))
	var none *float64
	fmt.Println((*uint64)(unsafe.Pointer(none)) == nil)
}

func init() {
	type point struct{ x, y uint16 }
	table := [8]byte{1, 0, 2, 0, 3, 0, 4, 1}
	p := unsafe.Pointer(&table)
	points := (*[2]point)(p)
	points[1].y++
	fmt.Println(points[0], points[1].y, table, *(*uint32)(p))
	type node struct {
		name  string
		where point
		count int
	}
	n := node{"n", point{1, 2}, 3}
	v := reflect.ValueOf(&n).Elem()
	count := reflect.NewAt(v.Field(2).Type(), unsafe.Pointer(v.Field(2).UnsafeAddr())).Elem()
	count.SetInt(4)
	where := reflect.NewAt(v.Field(1).Type(), unsafe.Pointer(v.Field(1).UnsafeAddr())).Interface().(*point)
	where.y = 7
	fmt.Println(n)
}
