// Shifts: counts beyond the width, arithmetic and logical, counts of any integer type, shifts of constants.
package main

import "fmt"

func main() {
	var n uint = 70
	one := 1
	minus := -1
	fmt.Println(one<<n, minus<<n, one>>n, minus>>n)
	var u8 uint8 = 0xff
	var i8 int8 = -128
	for s := range 10 {
		fmt.Print(u8<<s, " ", u8>>s, " ", i8<<s, " ", i8>>s, "; ")
	}
	fmt.Println()
	var i64 int64 = -9
	fmt.Println(i64>>1, i64>>63, i64<<62, uint64(i64)>>60)
	var c uint8 = 200
	fmt.Println(1<<(c-197), int32(c-199)<<31, uint32(1)<<c)
	// A constant shifted by a variable takes the type of its context.
	var s uint = 33
	var w int64 = 1 << s
	var i32 int32 = 1 << s
	var b = uint8(1<<s) == 0
	fmt.Println(w, i32, b)
	x := 6
	x <<= 2
	x >>= 1
	x &^= 4
	x |= 1
	x ^= 0xf
	x %= 7
	fmt.Println(x)
	fmt.Println(5&3, 5|3, 5^3, 5&^3, ^5, -5>>1, -5/2)
	fmt.Println(uint8(1)<<7>>7, int8(c-199)<<6<<1>>7)
}
