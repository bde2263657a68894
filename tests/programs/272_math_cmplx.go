// Package math/cmplx.
package main

import (
	"fmt"
	"math"
	"math/cmplx"
)

func main() {
	for _, z := range []complex128{0, 1, -1, 1i, 3 + 4i, -2.5 - 0.5i} {
		r, th := cmplx.Polar(z)
		fmt.Printf("%v: %.10g %.10g %.10g %.10g\n", z, cmplx.Abs(z), cmplx.Phase(z), r, th)
		fmt.Printf("  %.10g %.10g %.10g %.10g\n", cmplx.Sqrt(z), cmplx.Exp(z), cmplx.Log(z), cmplx.Conj(z))
		fmt.Printf("  %.10g %.10g %.10g %.10g\n", cmplx.Sin(z), cmplx.Cosh(z), cmplx.Pow(z, 2+1i), cmplx.Atan(z/3))
	}
	fmt.Println(cmplx.IsNaN(cmplx.NaN()), cmplx.IsInf(cmplx.Inf()), cmplx.Inf())
	fmt.Printf("%.6f\n", cmplx.Exp(complex(0, math.Pi))+1)
	fmt.Printf("%.6g\n", cmplx.Rect(2, math.Pi/3))
}
