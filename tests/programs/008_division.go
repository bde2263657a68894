// Integer division truncates toward zero; the remainder has the sign of the dividend.
package main

import "fmt"

func main() {
	for _, p := range [][2]int{{7, 2}, {-7, 2}, {7, -2}, {-7, -2}, {1, 3}, {-1, 3}, {0, 5}} {
		q, r := p[0]/p[1], p[0]%p[1]
		fmt.Println(p[0], p[1], q, r, q*p[1]+r == p[0])
	}
	var m8 int8 = -128
	fmt.Println(m8/3, m8%3, m8/-128, m8%127)
	min := -1 << 63
	d := -1
	fmt.Println(min/d, min%d)
	var u uint32 = 4000000000
	fmt.Println(u/7, u%7, u/u, -u/2)
	f := 7.0
	fmt.Println(f/2, -f/2, 7/2, 7/2.0, float64(7)/2)
	fmt.Println(int(-f*0.57), int(f/-2), uint8(int(f)*50))
	// Powers of two, where compilers shift.
	for i := -9; i <= 9; i += 3 {
		fmt.Print(i/4, " ", i%4, " ", i>>2, " ", i&3, "; ")
	}
	fmt.Println()
	x := 100
	x /= 7
	x %= 4
	fmt.Println(x)
}
