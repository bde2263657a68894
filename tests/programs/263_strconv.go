// Package strconv: parsing and formatting, errors, quoting.
package main

import (
	"errors"
	"fmt"
	"strconv"
)

func main() {
	for _, s := range []string{"42", "-7", "+5", "", "12a", "9223372036854775808", "0x10", "1_000"} {
		n, err := strconv.Atoi(s)
		fmt.Println(n, err)
	}
	for _, s := range []string{"0x1F", "0b101", "0o17", "017", "1_000", "z"} {
		n, err := strconv.ParseInt(s, 0, 16)
		fmt.Println(n, err)
	}
	i, err := strconv.ParseInt("-129", 10, 8)
	fmt.Println(i, err, errors.Is(err, strconv.ErrRange))
	u, err := strconv.ParseUint("zz", 36, 64)
	fmt.Println(u, err)
	for _, s := range []string{"3.14", "1e400", "-0", "inf", "NaN", "0x1p-2", "1e-400", ".5", "5.", "x"} {
		f, err := strconv.ParseFloat(s, 64)
		fmt.Println(f, err)
	}
	f, _ := strconv.ParseFloat("3.4e38", 32)
	fmt.Println(f, float32(f))
	for _, s := range []string{"true", "T", "0", "yes"} {
		b, err := strconv.ParseBool(s)
		fmt.Println(b, err)
	}
	fmt.Println(strconv.Itoa(-45), strconv.FormatInt(-255, 16), strconv.FormatUint(1<<64-1, 2), strconv.FormatInt(35, 36))
	for _, v := range []float64{0, 1, 0.1, 1e21, 123456.789, 1e-7, 5e-324} {
		fmt.Print(strconv.FormatFloat(v, 'g', -1, 64), " ", strconv.FormatFloat(v, 'f', 2, 64), " ", strconv.FormatFloat(v, 'e', 3, 64), " ", strconv.FormatFloat(v, 'b', -1, 64), " ", strconv.FormatFloat(v, 'G', 5, 32), "\n")
	}
	fmt.Println(strconv.Quote("hi\n\"世\x00\xff"), strconv.QuoteToASCII("世界"), strconv.QuoteRune('☺'), strconv.QuoteToGraphic("\u00a0\t"))
	q, err := strconv.Unquote(`"a\tb\u00e9"`)
	fmt.Println(q, err)
	_, err = strconv.Unquote(`"bad`)
	fmt.Println(err)
	r, multi, tail, err := strconv.UnquoteChar(`\u4e16x`, '"')
	fmt.Println(string(r), multi, tail, err)
	b := strconv.AppendInt([]byte("n="), 5, 10)
	b = strconv.AppendQuote(append(b, ' '), "q")
	b = strconv.AppendBool(append(b, ' '), true)
	b = strconv.AppendFloat(append(b, ' '), 1.5, 'f', 1, 64)
	fmt.Println(string(b), strconv.CanBackquote("a`b"), strconv.IsPrint('\u200b'))
	c, err := strconv.ParseComplex("1+2i", 128)
	fmt.Println(c, err)
	var ne *strconv.NumError
	_, err = strconv.Atoi("q")
	fmt.Println(errors.As(err, &ne), ne.Func, ne.Num, ne.Err)
}
