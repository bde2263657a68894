// Package math/big: integers, rationals, floats.
package main

import (
	"fmt"
	"math/big"
)

func main() {
	f := big.NewInt(1)
	for i := int64(1); i <= 40; i++ {
		f.Mul(f, big.NewInt(i))
	}
	fmt.Println(f, f.BitLen(), f.Text(36), len(f.Bytes()))
	a, ok := new(big.Int).SetString("-123456789012345678901234567890", 10)
	b := new(big.Int).Exp(big.NewInt(7), big.NewInt(50), nil)
	fmt.Println(a, ok, b, a.Cmp(b), a.Sign(), new(big.Int).Abs(a))
	q, r := new(big.Int).QuoRem(a, b, new(big.Int))
	d, m := new(big.Int).DivMod(a, b, new(big.Int))
	fmt.Println(q, r, d, m)
	fmt.Println(new(big.Int).GCD(nil, nil, big.NewInt(84), big.NewInt(30)), new(big.Int).ModInverse(big.NewInt(3), big.NewInt(11)), new(big.Int).Exp(big.NewInt(2), big.NewInt(1000), big.NewInt(1_000_007)), new(big.Int).Sqrt(f))
	fmt.Println(new(big.Int).Lsh(big.NewInt(5), 100), new(big.Int).Rsh(a, 20), new(big.Int).And(a, b), new(big.Int).Not(big.NewInt(0)), b.Bit(3), b.ProbablyPrime(10), big.NewInt(97).ProbablyPrime(5))
	fmt.Printf("%d %x %#X %10d|%+d %s %v\n", b, a, big.NewInt(255), big.NewInt(42), big.NewInt(42), b, a)
	x, y := big.NewRat(3, 4), big.NewRat(-5, 6)
	fmt.Println(new(big.Rat).Add(x, y), new(big.Rat).Mul(x, y), new(big.Rat).Quo(x, y), x.Cmp(y), x.FloatString(5), y.Num(), y.Denom())
	h := new(big.Rat)
	for i := int64(1); i <= 20; i++ {
		h.Add(h, big.NewRat(1, i))
	}
	hf, exact := h.Float64()
	fmt.Println(h, hf, exact)
	two := new(big.Float).SetPrec(200).SetInt64(2)
	s := new(big.Float).SetPrec(200).Sqrt(two)
	fmt.Println(s.Text('f', 50), s.Prec(), new(big.Float).Mul(s, s).Cmp(two))
	z, _, err := big.ParseFloat("1.5e100", 10, 64, big.ToNearestEven)
	i, acc := z.Int(nil)
	fmt.Println(z, err, i, acc)
	defer func() { fmt.Println(recover()) }()
	new(big.Int).Div(a, new(big.Int))
}
