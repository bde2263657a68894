// Matrices as slices and as arrays; powers; determinants.
package main

import "fmt"

type matrix [][]float64

func mul(a, b matrix) matrix {
	r := make(matrix, len(a))
	for i := range r {
		r[i] = make([]float64, len(b[0]))
		for j := range r[i] {
			for k := range b {
				r[i][j] += a[i][k] * b[k][j]
			}
		}
	}
	return r
}

func (m matrix) t() matrix {
	r := make(matrix, len(m[0]))
	for j := range r {
		for i := range m {
			r[j] = append(r[j], m[i][j])
		}
	}
	return r
}

func (m matrix) det() float64 {
	if len(m) == 1 {
		return m[0][0]
	}
	d, sign := 0.0, 1.0
	for c := range m {
		minor := matrix{}
		for _, row := range m[1:] {
			minor = append(minor, append(append([]float64{}, row[:c]...), row[c+1:]...))
		}
		d += sign * m[0][c] * minor.det()
		sign = -sign
	}
	return d
}

type m2 [2][2]uint64

func (a m2) times(b m2) (r m2) {
	for i, row := range a {
		for k, v := range row {
			for j := range b[k] {
				r[i][j] += v * b[k][j]
			}
		}
	}
	return
}

func fib(n int) uint64 {
	r, b := m2{{1, 0}, {0, 1}}, m2{{1, 1}, {1, 0}}
	for ; n > 0; n >>= 1 {
		if n&1 == 1 {
			r = r.times(b)
		}
		b = b.times(b)
	}
	return r[0][1]
}

func main() {
	a := matrix{{1, 2, 3}, {4, 5, 6}}
	fmt.Println(mul(a, a.t()), mul(a.t(), a))
	fmt.Println(matrix{{2, 0, 1}, {1, 3, 2}, {1, 1, 4}}.det())
	fmt.Println(fib(10), fib(93), fib(1000))
}
