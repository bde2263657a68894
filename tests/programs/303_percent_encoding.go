// Percent encoding by hand, and quoted text.
package main

import (
	"fmt"
	"strconv"
	"strings"
)

func percent(s string) string {
	var b strings.Builder
	for i := range len(s) {
		c := s[i]
		if 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("-_.~", c) >= 0 {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02X", c)
		}
	}
	return b.String()
}

func unpercent(s string) (string, error) {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b.WriteByte(s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", fmt.Errorf("truncated escape at %d", i)
		}
		n, err := strconv.ParseUint(s[i+1:i+3], 16, 8)
		if err != nil {
			return "", fmt.Errorf("at %d: %w", i, err)
		}
		b.WriteByte(byte(n))
		i += 2
	}
	return b.String(), nil
}

func main() {
	for _, s := range []string{"hello world", "ü/?&=%", "safe-._~"} {
		p := percent(s)
		u, err := unpercent(p)
		fmt.Println(p, u == s, err)
	}
	for _, s := range []string{"%zz", "%4", "a%41b"} {
		fmt.Println(unpercent(s))
	}
	fmt.Println(strconv.Quote("a\u00a0b\u2028\x7f\xc3\x28"), strconv.QuoteRuneToASCII('é'), strconv.AppendQuoteRune(nil, '\n'))
}
