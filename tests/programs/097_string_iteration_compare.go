// Strings as keys, in switches and comparisons; bytes beyond ASCII; substrings share nothing visible.
package main

import "fmt"

func compare(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

func prefix(s, p string) bool { return len(s) >= len(p) && s[:len(p)] == p }

func index(s, sub string) int {
	for i := 0; i+len(sub) <= len(s); i++ {
		if s[i:i+len(sub)] == sub {
			return i
		}
	}
	return -1
}

func fields(s string) (out []string) {
	for i := 0; i < len(s); {
		for i < len(s) && (s[i] == ' ' || s[i] == '\t') {
			i++
		}
		j := i
		for j < len(s) && s[j] != ' ' && s[j] != '\t' {
			j++
		}
		if j > i {
			out = append(out, s[i:j])
		}
		i = j
	}
	return
}

func main() {
	words := []string{"b", "a", "", "é", "ab", "B", "z\x00", "z", "\xff", "世"}
	for i := range words {
		for j := i; j > 0 && words[j] < words[j-1]; j-- {
			words[j], words[j-1] = words[j-1], words[j]
		}
	}
	fmt.Printf("%q\n", words)
	fmt.Println(compare("a", "b"), compare("b", "a"), compare("a", "a"), compare("a", "a\x00"))
	fmt.Println(prefix("golang", "go"), prefix("g", "go"), index("chicken", "ken"), index("x", ""), index("abc", "z"))
	fmt.Printf("%q\n", fields("  a bc\t d  "))
	s := "hello"
	t := s[1:4]
	s = "other"
	fmt.Println(s, t, len(t))
	b := []byte(t)
	b[0] = 'E'
	fmt.Println(t, string(b))
	switch t + "!" {
	case "ell":
		fmt.Println("no")
	case "ell!":
		fmt.Println("yes")
	}
	m := map[string]int{"é": 1, "e\u0301": 2}
	m["\xc3\xa9"] += len(t)
	fmt.Println(len(m), m["é"], len("é"), len("e\u0301"))
	n := 0
	for _, r := range "日本語\xff" {
		n += int(r)
	}
	fmt.Println(n, "日本語"[3:6], []byte("日"))
	valid := func(s string) bool {
		for i, r := range s {
			if r == 0xfffd && (i+3 > len(s) || s[i:i+3] != "\uFFFD") {
				return false
			}
		}
		return true
	}
	fmt.Println(valid("ok é"), valid("\xff"), valid("\uFFFD"))
	var zero string
	zero += "x"
	fmt.Println(zero, zero < "y", "x" <= zero, zero >= "x", zero != "x")
	fmt.Println("\a\b\f\v\\\"\u00ff\377" == "\x07\x08\x0c\x0b\x5c\x22ÿ\xff", `\n` == "\\n")
}
