// Complex numbers: arithmetic, parts, comparison, printing, both widths.
package main

import "fmt"

func main() {
	a := 1 + 2i
	b := complex(3, -1)
	fmt.Println(a+b, a-b, a*b, a/b, -a)
	fmt.Println(real(a), imag(b), a == b, a != b, a == complex(1, 2))
	var c complex64 = complex(0.1, 0.2)
	c *= c
	fmt.Println(c, real(c), float64(imag(c)))
	fmt.Println(complex128(c))
	var z complex128
	fmt.Println(z, z == 0, 1i*1i)
	const k = 2i
	fmt.Println(k*k, real(k*k) == -4)
	fmt.Printf("%v %.2f %g %T %T\n", a, b, c, a, c)
	zero := complex(0, 0)
	fmt.Println(a / zero)
	// Mandelbrot, tiny.
	for y := -1.0; y <= 1; y += 0.5 {
		line := ""
		for x := -2.0; x <= 0.5; x += 0.25 {
			v, p := complex(0, 0), complex(x, y)
			n := 0
			for ; n < 20 && real(v)*real(v)+imag(v)*imag(v) < 4; n++ {
				v = v*v + p
			}
			if n == 20 {
				line += "#"
			} else {
				line += "."
			}
		}
		fmt.Println(line)
	}
	m := map[complex128]string{1i: "i", 1: "one"}
	fmt.Println(m[complex(0, 1)], m[1], len(m))
}
