// Identities of integer arithmetic, checked over many values and widths.
package main

import "fmt"

func check[T ~int8 | ~int16 | ~int32 | ~int64 | ~uint8 | ~uint16 | ~uint32 | ~uint64](bits int) (n int, h uint64) {
	var vals []T
	one := T(1)
	for i := range bits {
		vals = append(vals, one<<i, one<<i-1, ^(one << i), -(one << i), one<<i+3)
	}
	for _, a := range vals {
		for _, b := range vals {
			ok := a+b-b == a && a^b^b == a && (a&b)|(a&^b) == a && -(-a) == a && ^^a == a &&
				a-b == a+^b+1 && (a|b)+(a&b) == a+b && a*b == b*a && (a+b)*(a+b) == a*a+2*a*b+b*b
			if b != 0 {
				q, r := a/b, a%b
				ok = ok && q*b+r == a
				h = h*31 + uint64(q) ^ uint64(r)
			}
			if !ok {
				fmt.Println("fails", a, b)
			}
			n++
		}
		for s := range bits + 2 {
			l, r := a<<s, a>>s
			h = h*17 + uint64(l)*3 + uint64(r)
			if s < bits && l>>s<<s != l {
				fmt.Println("shift", a, s)
			}
		}
	}
	return
}

func main() {
	fmt.Println(check[int8](8))
	fmt.Println(check[uint8](8))
	fmt.Println(check[int16](16))
	fmt.Println(check[uint16](16))
	fmt.Println(check[int32](16))
	fmt.Println(check[uint32](16))
	fmt.Println(check[int64](24))
	fmt.Println(check[uint64](24))
}
