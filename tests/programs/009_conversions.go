// Conversions between numeric types cut, extend and round.
package main

import "fmt"

func main() {
	x := 0x123456789abcdef0
	fmt.Println(int8(x), uint8(x), int16(x), uint16(x), int32(x), uint32(x), uint64(x))
	y := -2
	fmt.Println(uint8(y), uint16(y), uint32(y), uint64(y), uint(y))
	var b int8 = -3
	fmt.Println(uint16(b), uint16(uint8(b)), int64(b), uint64(b))
	f := 3.99
	fmt.Println(int(f), int(-f), int8(f), uint(f))
	big := 1e10
	fmt.Println(int64(big), int64(-big*1e5))
	fmt.Println(float32(16777217), float64(float32(0.1)), float32(1e-50))
	i := 1<<53 + 1
	fmt.Println(float64(i) == float64(i-1), int(float64(i)), uint64(float64(1<<63)))
	fmt.Println(float64(uint64(1<<64-1)), float32(uint64(1<<63+1)))
	fmt.Println(string(rune(65)), string(rune(0x4e16)), string(rune(-1)), string(rune(0x10ffff+1)))
	type celsius float64
	type meters int
	c := celsius(36.6)
	m := meters(c)
	fmt.Println(c, m, float64(m)*2)
	fmt.Printf("%T %T\n", c, m)
	var r rune = 'x'
	var by byte = byte(r)
	fmt.Println(r, by, rune(by) == r)
}
