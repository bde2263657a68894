// Wrap-around inside larger expressions, in indices, conditions and arguments.
package main

import "fmt"

func id8(x int8) int8              { return x }
func id32(x uint32) uint32         { return x }
func mix(a uint32, b uint8) uint32 { return a*uint32(b) + a>>b ^ a<<(b&31) }

func main() {
	var a, b int8 = 100, 50
	fmt.Println(a+b, a+b > 0, (a+b)/2, (a+b)>>1, id8(a+b), int(a+b), int(a)+int(b))
	fmt.Println(a*b, a*b%7, -a-b, a-(-b)-b, ^a+^b)
	var u uint8 = 250
	table := [256]int{4: 44}
	fmt.Println(table[u+10], u+10 < u, u*u, uint16(u)*uint16(u), (u+10)-(u+11))
	if u+6 == 0 {
		fmt.Println("wrapped to zero")
	}
	for i := uint8(253); i >= 253; i++ {
		fmt.Print(i, " ")
	}
	fmt.Println()
	x := uint32(0xdeadbeef)
	fmt.Println(x*x, x*x+x, id32(x*3), x-x*2, -x, x+x>>1, (x+x)>>1)
	fmt.Println(mix(x, 3), mix(x, 200), mix(^x, 17))
	h := uint64(5381)
	for _, c := range "the quick brown fox" {
		h = h<<5 + h + uint64(c)
	}
	fmt.Println(h, h%1000, int64(h)>>40, uint8(h)+uint8(h>>8))
	var i int = 1<<63 - 1
	j := i + 1
	fmt.Println(j < i, i+1-1 == i, (i+i)/2, i*i, j-1, -j == j, i+i+2)
	var n int32 = -1 << 31
	fmt.Println(-n, n-1, n/-1, n*n, -n == n, n>>31, uint32(n)>>31)
	s := []int16{32767, 1}
	s[0] += s[1]
	s[1] -= 2
	s[1] *= s[0]
	fmt.Println(s, s[0]-1, int32(s[0])-1)
	m := map[uint8]int{}
	for k := range 600 {
		m[uint8(k)*2]++
	}
	fmt.Println(len(m), m[0], m[254], m[1])
	st := struct{ c uint8 }{255}
	st.c++
	p := &st.c
	*p--
	fmt.Println(st.c, max(u+10, 7), min(a+b, 0))
	switch u + 10 {
	case 4:
		fmt.Println("four")
	}
	fmt.Println(func() uint8 { return u + 10 }(), []uint8{u + 10, u * 2}, [2]int8{a + b}, any(u+10) == any(uint8(4)))
}
