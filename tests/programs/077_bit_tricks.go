// Bits by hand: population count, reversal, Gray code, CRC, power of two, sign tricks.
package main

import "fmt"

func pop(x uint64) (n int) {
	for ; x != 0; x &= x - 1 {
		n++
	}
	return
}

func pop2(x uint64) int {
	x -= x >> 1 & 0x5555555555555555
	x = x&0x3333333333333333 + x>>2&0x3333333333333333
	x = (x + x>>4) & 0x0f0f0f0f0f0f0f0f
	return int(x * 0x0101010101010101 >> 56)
}

func reverse8(b byte) (r byte) {
	for range 8 {
		r = r<<1 | b&1
		b >>= 1
	}
	return
}

func crc32(data []byte) uint32 {
	crc := ^uint32(0)
	for _, b := range data {
		crc ^= uint32(b)
		for range 8 {
			crc = crc>>1 ^ 0xedb88320&-(crc&1)
		}
	}
	return ^crc
}

func rotl(x uint32, k int) uint32 { return x<<k | x>>(32-k) }

func isqrt(n uint64) (r uint64) {
	for b := uint64(1) << 31; b != 0; b >>= 1 {
		if t := r | b; t*t <= n {
			r = t
		}
	}
	return
}

func main() {
	for _, x := range []uint64{0, 1, 255, 1 << 63, 0xdeadbeefcafebabe, 1<<64 - 1} {
		fmt.Print(pop(x), pop2(x), " ")
	}
	fmt.Println()
	fmt.Printf("%08b %08b\n", reverse8(0b1101), reverse8(0x80))
	for i := range 8 {
		fmt.Printf("%03b ", i^i>>1)
	}
	fmt.Println()
	fmt.Printf("%08x %08x\n", crc32([]byte("123456789")), crc32(nil))
	fmt.Printf("%08x %08x\n", rotl(0x80000001, 1), rotl(0x12345678, 8))
	fmt.Println(isqrt(99), isqrt(100), isqrt(1<<62))
	x, y := int32(-17), int32(5)
	sign := x >> 31
	fmt.Println((x^sign)-sign, y^(x^y)&-1, x&-x, ^x+1 == -x)
	x ^= y
	y ^= x
	x ^= y
	fmt.Println(x, y)
	var flags uint8 = 0b1010_0101
	flags &^= 0b1
	flags |= 1 << 6
	flags ^= 0xf0
	fmt.Printf("%b %o %#x %#o %#b\n", flags, flags, flags, flags, flags)
	for i := int64(1); i > 0; i <<= 9 {
		fmt.Print(i&(i-1) == 0, " ")
	}
	fmt.Println()
}
