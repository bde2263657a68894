// Decimal numbers read and written: all kinds of integers and floats, what is none, capacities of what is appended to, and signs of quotients.
package main

import (
	"fmt"
	"math"
	"strconv"
)

func main() {
	for _, i := range []int64{0, 1, -1, 9, 10, 99, 100, -100, 12345678901, math.MaxInt64, math.MinInt64} {
		fmt.Println(strconv.FormatInt(i, 10), strconv.FormatInt(i, 2), strconv.FormatInt(i, 36), strconv.FormatUint(uint64(i), 10), strconv.Itoa(int(i)))
		for _, n := range []int{0, 1, 7, 8, 31} {
			b := strconv.AppendInt(make([]byte, n), i, 10)
			c := strconv.AppendInt(make([]byte, n), i, 16)
			d := strconv.AppendUint(nil, uint64(i), 10)
			fmt.Print(string(b[n:]), " ", cap(b), " ", string(c[n:]), " ", cap(c), " ", string(d), " ", cap(d), " ")
		}
		fmt.Println()
		fmt.Println(i/7, i%7, i/2, i%2, i/1, i%1, (i+1)/10, (i+1)%10, -i/3, -i%3, int8(i)/16, int8(i)%16)
	}
	for _, s := range []string{"", "0", "-0", "+5", "-", "+", "12a", "1_000", "0x10", "007", "999999999999999999", "9999999999999999999", "-9223372036854775808",
		"9223372036854775808", " 1", "1 ", "\u0661", "1.5", "-1.5e3", ".5", "5.", ".", "1e", "1e5", "1e400", "-1e400", "1e-400", "4.9e-324", "2.2250738585072011e-308",
		"1.7976931348623157e308", "1.7976931348623159e308", "0x1p-2", "inf", "-Infinity", "nan", "1_0.5", "+.5E+1", "1..2", "1e+", "0.1", "123456789012345678901234567890",
		"100000000000000016777215", "100000000000000016777216", "179769313486231570000000000000000000000000000000000000000000000000000000000000000000000000000"} {
		i, err := strconv.Atoi(s)
		fmt.Println(i, err)
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, math.Signbit(f), err)
		f, err = strconv.ParseFloat(s, 32)
		fmt.Println(f, err)
	}
}
