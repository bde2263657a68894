// A generic matrix over integers, floats and complex numbers; LU decomposition; modular arithmetic.
package main

import (
	"errors"
	"fmt"
	"math"
	"math/cmplx"
)

type field interface {
	~int | ~int64 | ~float64 | ~complex128
}

type matrix[T field] struct {
	rows, cols int
	data       []T
}

func of[T field](rows ...[]T) matrix[T] {
	m := matrix[T]{rows: len(rows), cols: len(rows[0])}
	for _, r := range rows {
		m.data = append(m.data, r...)
	}
	return m
}

func (m matrix[T]) at(i, j int) *T { return &m.data[i*m.cols+j] }

func (m matrix[T]) mul(o matrix[T]) (r matrix[T], err error) {
	if m.cols != o.rows {
		return r, fmt.Errorf("cannot multiply %dx%d by %dx%d", m.rows, m.cols, o.rows, o.cols)
	}
	r = matrix[T]{m.rows, o.cols, make([]T, m.rows*o.cols)}
	for i := range r.rows {
		for j := range r.cols {
			for k := range m.cols {
				*r.at(i, j) += *m.at(i, k) * *o.at(k, j)
			}
		}
	}
	return
}

func (m matrix[T]) String() (s string) {
	for i := range m.rows {
		s += fmt.Sprintln(m.data[i*m.cols : (i+1)*m.cols])
	}
	return
}

var errSingular = errors.New("singular")

func solve(m matrix[float64], b []float64) ([]float64, error) {
	n := m.rows
	a := matrix[float64]{n, n, append([]float64(nil), m.data...)}
	x := append([]float64(nil), b...)
	for c := range n {
		p := c
		for r := c + 1; r < n; r++ {
			if math.Abs(*a.at(r, c)) > math.Abs(*a.at(p, c)) {
				p = r
			}
		}
		if math.Abs(*a.at(p, c)) < 1e-12 {
			return nil, errSingular
		}
		for k := range n {
			*a.at(c, k), *a.at(p, k) = *a.at(p, k), *a.at(c, k)
		}
		x[c], x[p] = x[p], x[c]
		for r := range n {
			if r != c {
				f := *a.at(r, c) / *a.at(c, c)
				for k := c; k < n; k++ {
					*a.at(r, k) -= f * *a.at(c, k)
				}
				x[r] -= f * x[c]
			}
		}
	}
	for i := range n {
		x[i] /= *a.at(i, i)
	}
	return x, nil
}

func powmod(b, e, m int64) int64 {
	r := int64(1)
	for b %= m; e > 0; e >>= 1 {
		if e&1 == 1 {
			r = r * b % m
		}
		b = b * b % m
	}
	return r
}

func main() {
	i := of([]int{1, 2}, []int{3, 4}, []int{5, 6})
	p, err := i.mul(of([]int{1, 0, -1}, []int{2, 1, 0}))
	fmt.Print(p, err, "\n")
	_, err = i.mul(i)
	fmt.Println(err)
	rot := of([]complex128{cmplx.Exp(1i * math.Pi / 2), 0}, []complex128{0, 1i})
	sq, _ := rot.mul(rot)
	fmt.Printf("%.3f\n", sq.data)
	fmt.Println(solve(of([]float64{2, 1, -1}, []float64{-3, -1, 2}, []float64{-2, 1, 2}), []float64{8, -11, -3}))
	fmt.Println(solve(of([]float64{1, 2}, []float64{2, 4}), []float64{1, 2}))
	fmt.Println(powmod(3, 200, 1_000_000_007), powmod(2, 1<<40, 998_244_353))
}
