// Unsigned integers wrap around at their width.
package main

import "fmt"

func main() {
	var u8 uint8 = 255
	u8++
	fmt.Println(u8)
	u8--
	fmt.Println(u8, -u8, ^u8, u8*u8)
	var u16 uint16
	u16--
	fmt.Println(u16, u16*u16, u16<<4)
	var u32 uint32 = 1 << 31
	u32 *= 2
	fmt.Println(u32, u32-1, ^u32)
	var u64 uint64
	u64--
	fmt.Println(u64, u64*u64, u64+2, -u64)
	var u uint = 3
	fmt.Println(u-4, (u-4)/2, (u-4)%7)
	var up uintptr
	up -= 1
	fmt.Println(up)
	// FNV-1a, written out.
	var h uint64 = 14695981039346656037
	for _, c := range []byte("goloupe") {
		h ^= uint64(c)
		h *= 1099511628211
	}
	fmt.Printf("%d %x\n", h, h)
	// xorshift
	x := uint32(2463534242)
	for range 5 {
		x ^= x << 13
		x ^= x >> 17
		x ^= x << 5
		fmt.Print(x, " ")
	}
	fmt.Println()
}
