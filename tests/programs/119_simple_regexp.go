// A matcher for regular expressions with . * ^ $ and one with closures.
package main

import "fmt"

func match(re, text string) bool {
	if re != "" && re[0] == '^' {
		return here(re[1:], text)
	}
	for i := 0; i <= len(text); i++ {
		if here(re, text[i:]) {
			return true
		}
	}
	return false
}

func here(re, text string) bool {
	switch {
	case re == "":
		return true
	case len(re) >= 2 && re[1] == '*':
		return star(re[0], re[2:], text)
	case re == "$":
		return text == ""
	case text != "" && (re[0] == '.' || re[0] == text[0]):
		return here(re[1:], text[1:])
	}
	return false
}

func star(c byte, re, text string) bool {
	for i := 0; ; i++ {
		if here(re, text[i:]) {
			return true
		}
		if i == len(text) || text[i] != c && c != '.' {
			return false
		}
	}
}

type matcher func(s string, k func(rest string) bool) bool

func lit(p string) matcher {
	return func(s string, k func(string) bool) bool {
		return len(s) >= len(p) && s[:len(p)] == p && k(s[len(p):])
	}
}

func seq(ms ...matcher) matcher {
	return func(s string, k func(string) bool) bool {
		if len(ms) == 0 {
			return k(s)
		}
		return ms[0](s, func(rest string) bool { return seq(ms[1:]...)(rest, k) })
	}
}

func alt(ms ...matcher) matcher {
	return func(s string, k func(string) bool) bool {
		for _, m := range ms {
			if m(s, k) {
				return true
			}
		}
		return false
	}
}

func many(m matcher) matcher {
	return func(s string, k func(string) bool) bool {
		return m(s, func(rest string) bool { return len(rest) < len(s) && many(m)(rest, k) }) || k(s)
	}
}

func full(m matcher, s string) bool { return m(s, func(rest string) bool { return rest == "" }) }

func main() {
	for _, t := range [][2]string{{"abc", "xabcx"}, {"^abc$", "abc"}, {"^a.*c$", "abcbc"}, {"a*b", "b"}, {"^a*$", "aab"}, {"", ""}, {".$", ""}, {"x*$", "abc"}} {
		fmt.Print(t[0], " ", t[1], " ", match(t[0], t[1]), "; ")
	}
	fmt.Println()
	m := seq(lit("a"), many(alt(lit("b"), lit("cd"))), lit("d"))
	for _, s := range []string{"ad", "abd", "abcdcdbd", "acd", "acdd", "a", "abcdb"} {
		fmt.Print(s, " ", full(m, s), "; ")
	}
	fmt.Println()
	n := 0
	many(alt(lit("a"), lit("aa")))("aaaaaaaa", func(string) bool { n++; return false })
	fmt.Println(n)
}
