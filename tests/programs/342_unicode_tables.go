// Runes in tables of ranges: those of package unicode and others, with strides, empty ones, and runes that are none.
package main

import (
	"fmt"
	"unicode"
)

func main() {
	odd := &unicode.RangeTable{
		R16: []unicode.Range16{{0x31, 0x39, 2}, {0x100, 0x1ff, 1}, {0x1000, 0xfff0, 0x10}},
		R32: []unicode.Range32{{0x10000, 0x10010, 4}, {0x20000, 0x20000, 1}},
	}
	high := &unicode.RangeTable{R32: []unicode.Range32{{0x1f600, 0x1f64f, 1}}}
	empty := &unicode.RangeTable{}
	runes := []rune{-1, 0, '0', '1', '2', '9', 0xff, 0x100, 0x1ff, 0x200, 0x1000, 0x1001, 0x1010, 0xfff0, 0xffff, 0x10000, 0x10001, 0x10004,
		0x10010, 0x10014, 0x1f600, 0x20000, 0x20001, 0x10ffff, 0x110000, 0x7fffffff}
	for _, r := range runes {
		fmt.Println(r, unicode.Is(odd, r), unicode.Is(high, r), unicode.Is(empty, r), unicode.In(r, empty, high, odd), unicode.In(r),
			unicode.IsOneOf([]*unicode.RangeTable{high, odd}, r))
	}
	counts := make([]int, 14)
	for r := rune(-2); r < 0x30000; r += 7 {
		for i, f := range []func(rune) bool{unicode.IsLetter, unicode.IsUpper, unicode.IsLower, unicode.IsTitle, unicode.IsDigit, unicode.IsNumber,
			unicode.IsMark, unicode.IsPunct, unicode.IsSymbol, unicode.IsSpace, unicode.IsControl, unicode.IsGraphic, unicode.IsPrint} {
			if f(r) {
				counts[i]++
			}
		}
		if unicode.Is(unicode.Han, r) {
			counts[13]++
		}
	}
	fmt.Println(counts)
	sums := make([]int, 5)
	for r := rune(-2); r < 0x20000; r += 3 {
		for i, f := range []func(rune) rune{unicode.SimpleFold, unicode.ToUpper, unicode.ToLower, unicode.ToTitle, unicode.TurkishCase.ToUpper} {
			sums[i] = (sums[i]*31 + int(f(r))) % 1000003
		}
	}
	fmt.Println(sums, string(unicode.TurkishCase.ToUpper('i')), unicode.SimpleFold(0x110000), string(unicode.SimpleFold('k')))
}
