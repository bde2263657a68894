// Mixed loops of floats and integers: numerical integration, Newton, series, rounding.
package main

import "fmt"

func sqrt(x float64) float64 {
	z := x / 2
	for range 30 {
		z -= (z*z - x) / (2 * z)
	}
	return z
}

func integrate(f func(float64) float64, a, b float64, n int) float64 {
	h := (b - a) / float64(n)
	sum := 0.5 * (f(a) + f(b))
	for i := 1; i < n; i++ {
		sum += f(a + float64(i)*h)
	}
	return sum * h
}

func exp(x float64) float64 {
	sum, term := 1.0, 1.0
	for i := 1; i < 40; i++ {
		term *= x / float64(i)
		sum += term
	}
	return sum
}

func round(x float64) int {
	if x < 0 {
		return int(x - 0.5)
	}
	return int(x + 0.5)
}

type vec struct{ x, y, z float64 }

func (a vec) add(b vec) vec       { return vec{a.x + b.x, a.y + b.y, a.z + b.z} }
func (a vec) scale(k float64) vec { return vec{a.x * k, a.y * k, a.z * k} }
func (a vec) dot(b vec) float64   { return a.x*b.x + a.y*b.y + a.z*b.z }

func main() {
	fmt.Println(sqrt(2), sqrt(1e10), sqrt(0.01))
	fmt.Println(integrate(func(x float64) float64 { return x * x }, 0, 3, 1000))
	fmt.Println(exp(1), exp(-2.5), exp(0))
	fmt.Println(round(2.5), round(-2.5), round(0.49999999999999994))
	pi := 0.0
	for k := range 2000 {
		sign := 1 - 2*(k%2)
		pi += 4 * float64(sign) / float64(2*k+1)
	}
	fmt.Println(pi)
	p, v := vec{0, 10, 0}, vec{1, 0, 0.5}
	for i := 0; p.y > 0; i++ {
		v = v.add(vec{0, -9.81, 0}.scale(0.01))
		p = p.add(v.scale(0.01))
		if i%50 == 0 {
			fmt.Printf("%d %.4f %v\n", i, p.y, p.dot(v))
		}
	}
	seed := uint32(7)
	in := 0
	for range 5000 {
		seed = seed*1103515245 + 12345
		x := float64(seed>>16&0x7fff) / 32768
		seed = seed*1103515245 + 12345
		y := float64(seed>>16&0x7fff) / 32768
		if x*x+y*y < 1 {
			in++
		}
	}
	fmt.Println(in, 4*float64(in)/5000)
	var f32 float32
	var f64 float64
	for i := 1; i <= 20; i++ {
		f32 += 1 / float32(i*i)
		f64 += 1 / float64(i*i)
	}
	fmt.Println(f32, f64, f64-float64(f32) < 1e-6)
}
