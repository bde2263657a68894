// float64: special values, comparison, printing.
package main

import "fmt"

func main() {
	zero := 0.0
	inf := 1 / zero
	nan := zero / zero
	fmt.Println(inf, -inf, nan, -zero, 1/-inf)
	fmt.Println(nan == nan, nan != nan, nan < 1, nan > 1, inf > 1e308, -inf < inf)
	negz := -zero
	negz = 0 * -1.0 * zero
	negz = -1 / inf
	fmt.Println(negz, negz == 0, 1/negz)
	fmt.Println(0.1+0.2, 0.1+0.2 == 0.3)
	a, b := 0.1, 0.2
	fmt.Println(a+b, a+b == 0.3, a*3, 1-0.9)
	for _, v := range []float64{0, 1, 10, 1e6, 1e20, 1e21, 123456789, 1e-4, 1e-5, 1.5e300, 5e-324, 100000000000000000000000} {
		fmt.Print(v, " ")
	}
	fmt.Println()
	max := 1.7976931348623157e308
	fmt.Println(max, max*2, -max*2, max+1 == max)
	var sum float64
	for i := 1; i <= 1000; i++ {
		sum += 1 / float64(i)
	}
	fmt.Println(sum)
	fmt.Printf("%.3f %8.2f|%-8.2f| %e %g %G %x %+.1f\n", sum, sum, sum, sum, 1e-10, 1e-10, 1.5, 2.0)
	x := 2.0
	for x*x < 1e10 {
		x *= x
	}
	fmt.Println(x)
}
