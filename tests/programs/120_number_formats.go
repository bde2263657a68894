// Numbers to text and back by hand: bases, digits, leading zeros, signs, overflow checks.
package main

import "fmt"

func itoa(n int64, base int) string {
	if n == 0 {
		return "0"
	}
	neg := n < 0
	u := uint64(n)
	if neg {
		u = -u
	}
	var buf [65]byte
	i := len(buf)
	for ; u > 0; u /= uint64(base) {
		i--
		buf[i] = "0123456789abcdefghijklmnopqrstuvwxyz"[u%uint64(base)]
	}
	if neg {
		i--
		buf[i] = '-'
	}
	return string(buf[i:])
}

type parseError struct {
	in  string
	pos int
}

func (e *parseError) Error() string { return fmt.Sprintf("bad digit in %q at %d", e.in, e.pos) }

func atoi(s string, base int) (n int32, err error) {
	neg := len(s) > 0 && s[0] == '-'
	for i := range len(s) {
		if i == 0 && neg {
			continue
		}
		d := 99
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			d = int(c - '0')
		case c >= 'a' && c <= 'z':
			d = int(c-'a') + 10
		}
		if d >= base {
			return 0, &parseError{s, i}
		}
		next := n*int32(base) - int32(d)
		if next > n || next/int32(base) != n {
			return 0, fmt.Errorf("%q is out of range", s)
		}
		n = next
	}
	if !neg {
		if n == -1<<31 {
			return 0, fmt.Errorf("%q is too large", s)
		}
		n = -n
	}
	return n, nil
}

func commas(n int) string {
	s := fmt.Sprint(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

func words(n int) string {
	small := [...]string{"zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"}
	switch {
	case n < 0:
		return "minus " + words(-n)
	case n < len(small):
		return small[n]
	case n < 100:
		return fmt.Sprintf("%d-ty", n/10) + map[bool]string{true: "", false: " " + small[n%10]}[n%10 == 0]
	}
	return words(n/100) + " hundred " + words(n%100)
}

func main() {
	for _, n := range []int64{0, 255, -255, 1<<63 - 1, -1 << 63} {
		fmt.Println(itoa(n, 2), itoa(n, 8), itoa(n, 10), itoa(n, 16), itoa(n, 36))
	}
	for _, s := range []string{"0", "123", "-45", "2147483647", "-2147483648", "2147483648", "99999999999", "12x", "", "-"} {
		fmt.Print(s, ": ")
		fmt.Println(atoi(s, 10))
	}
	fmt.Println(atoi("zz", 36))
	fmt.Println(commas(1234567), commas(-1000), commas(999), commas(-999), words(742), words(-8), words(50))
}
