// Numbers of any length in base 10^9, for factorials, powers and Fibonacci numbers.
package main

import "fmt"

const base = 1_000_000_000

type nat []uint32

func from(n uint64) (r nat) {
	for ; n > 0; n /= base {
		r = append(r, uint32(n%base))
	}
	return
}

func (a nat) add(b nat) (r nat) {
	if len(a) < len(b) {
		a, b = b, a
	}
	var carry uint32
	for i, x := range a {
		carry += x
		if i < len(b) {
			carry += b[i]
		}
		r = append(r, carry%base)
		carry /= base
	}
	if carry > 0 {
		r = append(r, carry)
	}
	return
}

func (a nat) mul(b nat) nat {
	r := make(nat, len(a)+len(b))
	for i, x := range a {
		var carry uint64
		for j, y := range b {
			carry += uint64(r[i+j]) + uint64(x)*uint64(y)
			r[i+j] = uint32(carry % base)
			carry /= base
		}
		r[i+len(b)] += uint32(carry)
	}
	for len(r) > 0 && r[len(r)-1] == 0 {
		r = r[:len(r)-1]
	}
	return r
}

func (a nat) pow(n uint) nat {
	r := nat{1}
	for ; n > 0; n >>= 1 {
		if n&1 != 0 {
			r = r.mul(a)
		}
		a = a.mul(a)
	}
	return r
}

func (a nat) String() string {
	if len(a) == 0 {
		return "0"
	}
	s := fmt.Sprint(a[len(a)-1])
	for i := len(a) - 2; i >= 0; i-- {
		s += fmt.Sprintf("%09d", a[i])
	}
	return s
}

func main() {
	f := from(1)
	for i := uint64(2); i <= 50; i++ {
		f = f.mul(from(i))
	}
	fmt.Println("50! =", f)
	fmt.Println("2^200 =", nat{2}.pow(200))
	a, b := from(0), from(1)
	for range 300 {
		a, b = b, a.add(b)
	}
	fmt.Println("fib(300) =", a)
	fmt.Println(from(18446744073709551615), from(0), from(base))
}
