// Integers of 128 bits on top of math/bits: arithmetic, division, printing, and a generator of random numbers.
package main

import (
	"fmt"
	"math/bits"
	"strings"
)

type u128 struct{ hi, lo uint64 }

func (a u128) add(b u128) (s u128, carry uint64) {
	s.lo, carry = bits.Add64(a.lo, b.lo, 0)
	s.hi, carry = bits.Add64(a.hi, b.hi, carry)
	return
}

func (a u128) sub(b u128) (d u128) {
	var borrow uint64
	d.lo, borrow = bits.Sub64(a.lo, b.lo, 0)
	d.hi, _ = bits.Sub64(a.hi, b.hi, borrow)
	return
}

func (a u128) mul(b u128) (p u128) {
	p.hi, p.lo = bits.Mul64(a.lo, b.lo)
	p.hi += a.hi*b.lo + a.lo*b.hi
	return
}

func (a u128) less(b u128) bool { return a.hi < b.hi || a.hi == b.hi && a.lo < b.lo }

func (a u128) shl(n uint) u128 {
	return u128{a.hi<<n | a.lo>>(64-n) | a.lo<<(n-64), a.lo << n}
}

func (a u128) div64(d uint64) (q u128, r uint64) {
	q.hi, r = a.hi/d, a.hi%d
	q.lo, r = bits.Div64(r, a.lo, d)
	return
}

func (a u128) divmod(b u128) (q, r u128) {
	for i := 127; i >= 0; i-- {
		r = r.shl(1)
		bit := a.lo
		if i >= 64 {
			bit = a.hi
		}
		r.lo |= bit >> (i % 64) & 1
		if !r.less(b) {
			r = r.sub(b)
			if i >= 64 {
				q.hi |= 1 << (i - 64)
			} else {
				q.lo |= 1 << i
			}
		}
	}
	return
}

func (a u128) String() string {
	var parts []string
	for {
		q, r := a.div64(1e19)
		if q == (u128{}) {
			parts = append(parts, fmt.Sprint(r))
			break
		}
		parts = append(parts, fmt.Sprintf("%019d", r))
		a = q
	}
	for i, j := 0, len(parts)-1; i < j; i, j = i+1, j-1 {
		parts[i], parts[j] = parts[j], parts[i]
	}
	return strings.Join(parts, "")
}

func main() {
	one, top := u128{0, 1}, u128{1<<64 - 1, 1<<64 - 1}
	fmt.Println(one, top, u128{1, 0})
	fmt.Println(top.add(one))
	f := one
	for i := uint64(2); i <= 34; i++ {
		f = f.mul(u128{0, i})
	}
	fmt.Println(f, f.less(top))
	q, r := f.divmod(u128{0x1234, 0x56789abcdef})
	back, carry := q.mul(u128{0x1234, 0x56789abcdef}).add(r)
	fmt.Println(q, r, back == f, carry)
	fmt.Println(one.shl(64), one.shl(100), one.shl(1), f.sub(f), u128{}.sub(one) == top)
	// PCG with 128 bits of state.
	state, mult, inc := u128{1, 2}, u128{2549297995355413924, 4865540595714422341}, u128{6364136223846793005, 1442695040888963407}
	for range 5 {
		state, _ = state.mul(mult).add(inc)
		fmt.Print(bits.RotateLeft64(state.hi^state.lo, -int(state.hi>>58)), " ")
	}
	fmt.Println()
}
