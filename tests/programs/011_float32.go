// float32 rounds after every operation.
package main

import "fmt"

func main() {
	var a, b float32 = 0.1, 0.2
	fmt.Println(a+b, float64(a+b), a*b, a/b)
	var sum float32
	for range 1000 {
		sum += 0.1
	}
	fmt.Println(sum, float64(sum))
	x := float32(16777216)
	fmt.Println(x+1 == x, x+2, x*x, x*x*x*x*x*x)
	f := float32(1) / 3
	fmt.Println(f, float64(f), f*3 == 1)
	y := float32(1e38)
	y *= 10
	fmt.Println(y, -y, y-y)
	y = 1e-45
	fmt.Println(y, y/2)
	var p float32 = 1
	for i := range 40 {
		p = p*1.1 - float32(i)*0.001
	}
	fmt.Println(p)
	fmt.Println(float32(0.1) == 0.1, float64(float32(0.1)) == 0.1)
	fmt.Printf("%v %g %.10f %T\n", a, b, a, a)
	arr := [4]float32{1.1, 2.2, 3.3, 4.4}
	var dot float32
	for i, v := range arr {
		dot += v * arr[3-i]
	}
	fmt.Println(dot)
	c := float32(7)
	c++
	c /= 3
	fmt.Println(c, int(c))
}
