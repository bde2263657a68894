// Words, title case, reversal by clusters, and alignment, with strings and unicode.
package main

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

func title(s string) string {
	prev := ' '
	return strings.Map(func(r rune) rune {
		defer func() { prev = r }()
		if unicode.IsLetter(prev) || prev == '\'' {
			return unicode.ToLower(r)
		}
		return unicode.ToTitle(r)
	}, s)
}

func clusters(s string) (out []string) {
	for _, r := range s {
		if n := len(out); n > 0 && (unicode.Is(unicode.Mn, r) || r == 0x200d || strings.HasSuffix(out[n-1], "\u200d")) {
			out[n-1] += string(r)
			continue
		}
		out = append(out, string(r))
	}
	return
}

func pad(s string, n int) string {
	return s + strings.Repeat(".", max(0, n-utf8.RuneCountInString(s)))
}

func slug(s string) string {
	s = strings.ToLower(s)
	f := strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	return strings.Join(f, "-")
}

func main() {
	fmt.Println(title("hello wORLD it's ǆungla ßx"))
	c := clusters("e\u0301a👩\u200d👧z")
	for i, j := 0, len(c)-1; i < j; i, j = i+1, j-1 {
		c[i], c[j] = c[j], c[i]
	}
	fmt.Printf("%d %+q\n", len(c), strings.Join(c, ""))
	for _, w := range strings.Fields("one zwei três четыре 五") {
		fmt.Printf("%s|%-8s|%8s|%d\n", pad(w, 8), w, w, len(w))
	}
	fmt.Println(slug("  Hello, Wörld! 42 × 七 "), strings.ToUpperSpecial(unicode.TurkishCase, "ıi"))
	hist := map[string]int{}
	for _, r := range "Ab1 çß世,\t\x00€" {
		switch {
		case unicode.IsUpper(r):
			hist["upper"]++
		case unicode.IsLower(r):
			hist["lower"]++
		case unicode.IsLetter(r):
			hist["letter"]++
		case unicode.IsDigit(r):
			hist["digit"]++
		case unicode.IsSpace(r):
			hist["space"]++
		case unicode.IsPunct(r):
			hist["punct"]++
		case unicode.IsSymbol(r):
			hist["symbol"]++
		case unicode.IsControl(r):
			hist["control"]++
		}
	}
	fmt.Println(hist)
}
