// Every integer type in arithmetic, through a generic table.
package main

import "fmt"

type integer interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

func table[T integer](seed int64) {
	a, b := T(seed), T(seed>>3|1)
	fmt.Printf("%T:", a)
	for i := range 6 {
		a = a*31 + b
		b = b<<3 ^ a>>2
		fmt.Print(" ", a, ",", b)
		if b == 0 {
			b = 1
		}
		a -= a/b + a%b
		a = ^a &^ (b & 3)
		a |= T(i)
	}
	fmt.Println(" ", -a, a < 0, a+b == b+a, T(0)-1)
}

func minmax[T integer]() (lo, hi T) {
	hi = ^T(0)
	if hi < 0 {
		one := T(1)
		bits := 0
		for x := one; x > 0; x <<= 1 {
			bits++
		}
		lo = one << bits
		hi = ^lo
	}
	return
}

func show[T integer]() {
	lo, hi := minmax[T]()
	fmt.Printf("%T %v %v %v %v %v\n", lo, lo, hi, hi+1 == lo, lo-1 == hi, lo/2-hi)
}

func main() {
	table[int](123456789)
	table[int8](123456789)
	table[int16](123456789)
	table[int32](-987654321)
	table[int64](-987654321987654321)
	table[uint](123456789)
	table[uint8](200)
	table[uint16](60000)
	table[uint32](4000000000)
	table[uint64](1 << 62)
	table[uintptr](99)
	show[int]()
	show[int8]()
	show[int16]()
	show[int32]()
	show[int64]()
	show[uint]()
	show[uint8]()
	show[uint16]()
	show[uint32]()
	show[uint64]()
}
