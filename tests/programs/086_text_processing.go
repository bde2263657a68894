// Words, counts, wrapping, ciphers, run lengths and Roman numerals, with plain strings and slices.
package main

import "fmt"

func split(s string) (words []string) {
	start := -1
	for i, r := range s + " " {
		letter := 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || r == 'é'
		if letter && start < 0 {
			start = i
		} else if !letter && start >= 0 {
			words = append(words, s[start:i])
			start = -1
		}
	}
	return
}

func lower(s string) string {
	b := []byte(s)
	for i := range b {
		if b[i] >= 'A' && b[i] <= 'Z' {
			b[i] |= 0x20
		}
	}
	return string(b)
}

func wrap(words []string, width int) (lines []string) {
	line := ""
	for _, w := range words {
		if line != "" && len(line)+1+len(w) > width {
			lines = append(lines, line)
			line = ""
		}
		if line != "" {
			line += " "
		}
		line += w
	}
	return append(lines, line)
}

func caesar(s string, k int) string {
	r := []rune(s)
	for i, c := range r {
		switch {
		case c >= 'a' && c <= 'z':
			r[i] = 'a' + (c-'a'+rune(k)+26)%26
		case c >= 'A' && c <= 'Z':
			r[i] = 'A' + (c-'A'+rune(k)+26)%26
		}
	}
	return string(r)
}

func rle(s string) (out string) {
	for i := 0; i < len(s); {
		j := i
		for j < len(s) && s[j] == s[i] {
			j++
		}
		if j-i > 1 {
			out += fmt.Sprint(j - i)
		}
		out += s[i : i+1]
		i = j
	}
	return
}

func roman(n int) (s string) {
	for _, p := range []struct {
		v int
		s string
	}{{1000, "M"}, {900, "CM"}, {500, "D"}, {400, "CD"}, {100, "C"}, {90, "XC"}, {50, "L"}, {40, "XL"}, {10, "X"}, {9, "IX"}, {5, "V"}, {4, "IV"}, {1, "I"}} {
		for n >= p.v {
			s += p.s
			n -= p.v
		}
	}
	return
}

func palindrome(s string) bool {
	r := []rune(s)
	for i, j := 0, len(r)-1; i < j; i, j = i+1, j-1 {
		if r[i] != r[j] {
			return false
		}
	}
	return true
}

func main() {
	text := "The quick brown fox jumps over the lazy dog; the DOG sleeps. Café, the end."
	words := split(text)
	fmt.Println(len(words), words[len(words)-3:])
	counts := map[string]int{}
	for _, w := range words {
		counts[lower(w)]++
	}
	fmt.Println(counts)
	for _, l := range wrap(words, 20) {
		fmt.Printf("|%-20s|\n", l)
	}
	fmt.Println(caesar("Hello, Wörld!", 3), caesar(caesar("abc xyz", 5), -5))
	fmt.Println(rle("aaabccddddd"), rle(""), roman(1994), roman(2026), roman(49))
	fmt.Println(palindrome("racecar"), palindrome("été"), palindrome("ab"))
}
