// Constants of type complex64 are rounded to it, in each of their parts.

package main

import "fmt"

func same(x complex64) complex64 { return x }

func main() {
	c := same(1e10 + 16777217i)
	fmt.Println(c, real(c), imag(c))
	fmt.Println(same(0.1+0.2i) == complex(float32(0.1), float32(0.2)))
	var f float32 = 16777217
	fmt.Println(f, float64(f), float64(real(same(0.1))))
}
