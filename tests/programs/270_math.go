// Package math: functions at ordinary and special values.
package main

import (
	"fmt"
	"math"
)

func main() {
	for _, x := range []float64{0, 1, -1, 0.5, 2, 10, -2.5, 1e10} {
		fmt.Println(x, math.Sqrt(x), math.Cbrt(x), math.Abs(x), math.Floor(x), math.Ceil(x), math.Trunc(x), math.Round(x), math.RoundToEven(x))
		fmt.Println(" ", math.Exp(x/10), math.Log(x), math.Log2(x), math.Log10(x), math.Log1p(x), math.Sin(x), math.Cos(x), math.Tan(x))
		fmt.Println(" ", math.Asin(x/1e10), math.Atan(x), math.Sinh(x/100), math.Tanh(x), math.Gamma(x/4), math.Erf(x), math.Exp2(x/3))
	}
	fmt.Println(math.Pow(2, 10), math.Pow(2, 0.5), math.Pow(-8, 1.0/3), math.Pow(0, -1), math.Pow(-2, 3), math.Hypot(3, 4), math.Atan2(-1, -1), math.Mod(7, -3), math.Mod(-7, 3), math.Remainder(7, 4))
	inf, nan := math.Inf(1), math.NaN()
	fmt.Println(inf, -inf, nan, math.IsNaN(nan), math.IsInf(-inf, -1), math.Max(1, nan), math.Min(-0.0, 0), math.Dim(5, 3), math.Copysign(3, -1), math.Signbit(math.Copysign(0, -1)))
	fmt.Println(math.MaxInt64, math.MinInt64, uint64(math.MaxUint64), math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32, math.Pi, math.E)
	fr, ex := math.Frexp(10)
	in, frac := math.Modf(-3.25)
	fmt.Println(fr, ex, math.Ldexp(0.5, 4), in, frac, math.Float64bits(1.5), math.Float32bits(-0.5), math.Float64frombits(0x4009_21fb_5444_2d18))
	fmt.Println(math.Nextafter(1, 2), math.Nextafter32(1, 0), math.FMA(2, 3, 4), math.Ilogb(1000), math.Logb(0.1))
	s, c := math.Sincos(1)
	lg, sign := math.Lgamma(-2.5)
	fmt.Println(s, c, lg, sign, math.J0(1), math.Y1(2), math.Acosh(2), math.Asinh(1), math.Atanh(0.5), math.Expm1(1e-10), math.Erfinv(0.5))
}
