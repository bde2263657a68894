// Complex arithmetic with infinities, NaN, division, both widths, polynomials and a Fourier transform.
package main

import "fmt"

func horner(z complex128, cs ...complex128) (r complex128) {
	for _, c := range cs {
		r = r*z + c
	}
	return
}

func dft(x []complex128, roots []complex128) []complex128 {
	n := len(x)
	if n == 1 {
		return []complex128{x[0]}
	}
	var ev, od, rs []complex128
	for i := range n / 2 {
		ev, od = append(ev, x[2*i]), append(od, x[2*i+1])
	}
	for i := 0; i < len(roots); i += 2 {
		rs = append(rs, roots[i])
	}
	e, o := dft(ev, rs), dft(od, rs)
	out := make([]complex128, n)
	for k := range n / 2 {
		t := roots[k] * o[k]
		out[k], out[k+n/2] = e[k]+t, e[k]-t
	}
	return out
}

type gauss struct{ z complex128 }

func (g *gauss) step(c complex128) bool {
	g.z = g.z*g.z + c
	r, i := real(g.z), imag(g.z)
	return r*r+i*i < 4
}

func main() {
	zero := 0.0
	inf, nan := 1/zero, zero/zero
	a, b := 3+4i, 1-2i
	fmt.Println(a*b, a/b, b/a, a+b*2, -a, a == 3+4i, a*a*a)
	fmt.Println(a/0, complex(0, 0)/complex(zero, zero), complex(inf, 1)*a, complex(inf, nan), a/complex(inf, 0))
	fmt.Println(complex(nan, 0) == complex(nan, 0), complex(zero, -zero) == 0, complex(1, 0) == 1)
	var c complex64 = 1.1 + 2.2i
	fmt.Println(c*c, c/(3-1i), c+0.1, real(c), -imag(c), complex128(c))
	fmt.Println(horner(2i, 1, 0, 1), horner(1+1i, 1, -2, 2))
	const k = (1 + 2i) * (3 - 4i)
	const m = real(k) + imag(k)
	fmt.Println(k, m, k/5, real(1i*1i), imag(3))
	roots := []complex128{1, -1i}
	for _, v := range dft([]complex128{1, 2, 3, 4}, roots) {
		fmt.Print(v, " ")
	}
	fmt.Println()
	g := gauss{}
	n := 0
	for ; n < 100 && g.step(0.3+0.5i); n++ {
	}
	fmt.Printf("%d %.6f %v\n", n, g.z, complex64(g.z))
	z := a
	z += 1
	z *= 1i
	z -= complex(float64(2), 0)
	z /= 2
	fmt.Println(z, z != a)
	fmt.Printf("%v %.1f %8.2f %e %g %T %+v %#v\n", a, a, a, a, c, c, b, b)
	cs := map[complex64]string{1: "one", 1i: "i", complex(0, 1) * complex(0, 1): "minus one"}
	fmt.Println(cs[-1], cs[1i], len(cs))
	p := &cs
	delete(*p, 1)
	fmt.Println(len(*p), any(1i) == any(complex128(1i)), any(complex64(1i)) == any(1i))
}
