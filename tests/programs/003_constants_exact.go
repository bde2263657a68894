// Untyped constants are exact, and get a type only where they are used.
package main

import "fmt"

const (
	huge    = 1 << 200
	small   = huge >> 198
	third   = 1.0 / 3
	one     = third * 3
	mixed   = 'a' + 1
	fl      = 2 * 3.5
	pi      = 3.14159265358979323846264338327950288419716939937510582097494459
	e100    = 1e100
	quarter = 1 / 4.0
	intdiv  = 1 / 4
	big     = 1_000_000_007 * 998_244_353
)

func main() {
	fmt.Println(small, one == 1, mixed, fl)
	fmt.Println(huge/(1<<190), quarter, intdiv)
	fmt.Println(float32(pi), float64(pi))
	fmt.Println(big, uint64(big))
	fmt.Println(e100, e100/1e99)
	fmt.Println(0x_ff, 0b1010, 0o17, 017, 1_000)
	fmt.Println(0x1p-2, 0x1.8p1, 'x', '\x41', '\u00e9', '\'')
	var f float64 = 1 << 3
	var i int = 5.0
	var c complex128 = 3
	var r rune = 'é'
	var b byte = 'A'
	fmt.Println(f, i, c, r, b)
	fmt.Printf("%T %T %T %T %T\n", 1, 1.0, 'a', 1i, "s")
	fmt.Println(len("const"), len([3]int{}), -5/2, -5%2, 7&^2)
}
