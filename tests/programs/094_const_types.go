// Typed constants, their arithmetic and conversions; the default types; sizes of constant shifts.
package main

import "fmt"

type Dur int64
type Mask uint8
type Name string

const (
	Nano Dur = 1
	Mic      = 1000 * Nano
	Sec      = 1000 * 1000 * Mic
	Half     = Sec / 2
)

const (
	all  = ^Mask(0)
	low  = all >> 4
	n    = len("seven77")
	c    = byte('b')
	maxU = ^uint64(0)
	minI = -1 << 63
	f    = 1 / 3.0
	g    = 5 / 2 * 2.0
	h    = 5 / 2. * 2
	r    = 'a' + 1.0
	s    = Name("x") + "y"
	b    = n > 5 && f < 1
	big  = 1 << 100 >> 98
	cplx = (1 + 2i) * (1 - 2i)
)

func (d Dur) String() string { return fmt.Sprintf("%dns", int64(d)) }

func main() {
	fmt.Println(Sec, Half, Dur(1.5*float64(Mic)), Sec/7)
	fmt.Println(all, low, n, c, maxU, minI)
	fmt.Println(f, g, h, r, s, b, big, real(cplx))
	fmt.Printf("%T %T %T %T %T %T %T %T\n", Sec, low, n, c, f, r, s, cplx)
	var u8 uint8 = 255
	var i8 int8 = -1
	fmt.Println(u8 == 0xff, i8 == ^0, u8&^0x0f, i8>>7, ^u8)
	var x int32 = 'a' * 2
	var y float32 = 1 << 24
	var z complex64 = 5
	var d Dur = 3 * Sec
	d += 5
	d *= 2
	fmt.Println(x, y+1, z, d)
	const huge = 1e1000
	fmt.Println(huge/1e999, int(huge/1e999))
	const tiny = 1e-400
	fmt.Println(tiny*1e400, float64(1e-320))
	const k = 0.1
	var f32 float32 = k
	fmt.Println(k+0.2 == 0.3, f32 == k, float64(f32) == k, k*10 == 1)
	const t = true && !false
	type flag bool
	var fl flag = 1 < 2
	fmt.Println(t, fl, !fl)
	fmt.Println(1<<3.0, "s"+"t", 10/4, 10/4., 10%4, -10/4, 7.0/2, 1_0.2_5)
	fmt.Println(uint8(1<<8-1), int8(-1<<7), 'x'-'a', '0'+9, "\x41\u0042"[1:])
}
