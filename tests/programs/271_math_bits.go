// Package math/bits.
package main

import (
	"fmt"
	"math/bits"
)

func main() {
	for _, x := range []uint64{0, 1, 0x80, 0xdeadbeef, 1<<64 - 1} {
		fmt.Println(bits.OnesCount64(x), bits.LeadingZeros64(x), bits.TrailingZeros64(x), bits.Len64(x), bits.Reverse64(x), bits.ReverseBytes64(x), bits.RotateLeft64(x, 13), bits.RotateLeft64(x, -13))
		fmt.Println(" ", bits.OnesCount8(uint8(x)), bits.LeadingZeros8(uint8(x)), bits.TrailingZeros16(uint16(x)), bits.Len32(uint32(x)), bits.Reverse8(uint8(x)), bits.RotateLeft8(uint8(x), 3), bits.ReverseBytes32(uint32(x)))
	}
	s, c := bits.Add64(1<<64-1, 1, 1)
	d, b := bits.Sub64(0, 1, 1)
	hi, lo := bits.Mul64(1<<63, 6)
	q, r := bits.Div64(5, 7, 9)
	fmt.Println(s, c, d, b, hi, lo, q, r, bits.Rem64(100, 7, 9), bits.UintSize)
	h32, l32 := bits.Mul32(1<<31, 6)
	fmt.Println(h32, l32)
	for _, f := range []func(){func() { bits.Div64(9, 0, 9) }, func() { bits.Div32(0, 1, 0) }} {
		func() {
			defer func() { fmt.Println(recover()) }()
			f()
		}()
	}
}
