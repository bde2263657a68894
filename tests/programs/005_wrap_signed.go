// Signed integers wrap around at their width.
package main

import "fmt"

func main() {
	var i8 int8 = 127
	i8++
	fmt.Println(i8)
	i8 = -128
	i8--
	fmt.Println(i8, -i8)
	i8 = -128
	fmt.Println(-i8, i8*i8, i8/-1, i8%-1)
	var i16 int16 = 32767
	i16 += 2
	fmt.Println(i16, i16*i16)
	var i32 int32 = 1<<31 - 1
	i32++
	fmt.Println(i32, i32-1, i32*3)
	var i64 int64 = 1<<63 - 1
	i64++
	fmt.Println(i64, -i64, i64-1, i64*i64)
	i := 1 << 62
	i *= 2
	fmt.Println(i, i/-1, i%-1, i*-1)
	fact := 1
	for k := 1; k <= 25; k++ {
		fact *= k
	}
	fmt.Println(fact)
	h := 0
	for _, c := range "hash me please" {
		h = h*31 + int(c)
	}
	fmt.Println(h)
	var h32 int32
	for k := int32(0); k < 1000; k++ {
		h32 = h32*31 ^ k<<7
	}
	fmt.Println(h32)
}
