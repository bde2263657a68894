// Values at the edges: largest and smallest constants of each type, printed and computed with.
package main

import "fmt"

const (
	MaxInt8   = 1<<7 - 1
	MinInt8   = -1 << 7
	MaxUint16 = 1<<16 - 1
	MaxInt64  = 1<<63 - 1
	MinInt64  = -1 << 63
	MaxUint64 = 1<<64 - 1
	MaxF32    = 0x1p127 * (1 + (1 - 0x1p-23))
	MinF32    = 0x1p-126 * 0x1p-23
	MaxF64    = 0x1p1023 * (1 + (1 - 0x1p-52))
	MinF64    = 0x1p-1022 * 0x1p-52
)

func main() {
	var a int8 = MaxInt8
	var b int8 = MinInt8
	fmt.Println(a, b, a+1 == b, b-1 == a, -b == b, a-b)
	var c uint16 = MaxUint16
	fmt.Println(c, c+1, c*c, ^c)
	var d, e int64 = MaxInt64, MinInt64
	fmt.Println(d, e, d+1 == e, d-e, e-d, d*d, e*e, d/e, e/d, e%d)
	var f uint64 = MaxUint64
	fmt.Println(f, f/3, f*f, f>>1 == uint64(d), int64(f), uint64(e))
	fmt.Println(float32(MaxF32), float32(MinF32), float64(MaxF64), float64(MinF64))
	var g float32 = MaxF32
	var h float64 = MaxF64
	fmt.Println(g*2, -g*2, g*1.0000001, h*2, h-h/2, h+h/2 > h, g+1 == g)
	var i float32 = MinF32
	var j float64 = MinF64
	fmt.Println(i/2, j/2, i*0.75, j*0.5 == 0, j*1.5 == 2*j)
	fmt.Println(float64(d), float64(f), float32(d), float32(f), float64(e) == MinInt64)
	fmt.Println(uint64(float64(f>>11<<11)), int64(float64(e)), uint32(float32(4294967040)))
	fmt.Println(MaxUint64/MaxInt64, MaxUint64-MaxInt64 == 1<<63, MaxInt64+MinInt64)
	k := 0x1p-1074
	for n := range 5 {
		k *= 3
		fmt.Print(n, ":", k, " ")
	}
	fmt.Println()
	fmt.Println(0.1+0.7, 0.1*3, 1.1*1.1, 4.35*100, 1.005*1000, 2.675*100)
	x, y := 0.1, 0.7
	fmt.Println((x+y)*10, int((x+y)*10), x*3, 1-x-x-x)
	fmt.Println(1e23, 9007199254740993.0, 123456789012345680.0, 5e-324, 2.2250738585072014e-308, 1.7976931348623157e308)
	fmt.Println(float32(3.4028235e38), float32(1.1754944e-38), float32(16777217), float32(0.3), float32(1)/3)
}
