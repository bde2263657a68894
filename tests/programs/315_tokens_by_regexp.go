// A scanner for a small language: tokens by one regular expression with named groups, positions, nesting, errors.
package main

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

var lexer = regexp.MustCompile(`(?s)^(?:(?P<space>[ \t\n]+)|(?P<comment>//[^\n]*|/\*.*?\*/)|(?P<number>0x[0-9a-fA-F]+|\d+(?:\.\d*)?(?:e[+-]?\d+)?)` +
	`|(?P<ident>[\p{L}_][\p{L}\p{Nd}_]*)|(?P<string>"(?:[^"\\\n]|\\.)*")|(?P<op>:=|==|<=|&&|[-+*/=<>(){}\[\],;!.]))`)

var keywords = map[string]bool{"func": true, "return": true, "if": true}

type token struct {
	kind, text string
	line, col  int
	val        any
}

func scan(src string) (toks []token, err error) {
	line, col := 1, 1
	for rest := src; rest != ""; {
		m := lexer.FindStringSubmatchIndex(rest)
		if m == nil {
			r, _ := utf8.DecodeRuneInString(rest)
			return toks, fmt.Errorf("%d:%d: unexpected %q", line, col, r)
		}
		for i, name := range lexer.SubexpNames() {
			if i == 0 || m[2*i] < 0 {
				continue
			}
			t := token{kind: name, text: rest[:m[1]], line: line, col: col}
			switch name {
			case "number":
				if n, err := strconv.ParseInt(t.text, 0, 64); err == nil {
					t.val = n
				} else if f, err := strconv.ParseFloat(t.text, 64); err == nil {
					t.val = f
				} else {
					return toks, fmt.Errorf("%d:%d: %w", line, col, err)
				}
			case "string":
				s, err := strconv.Unquote(t.text)
				if err != nil {
					return toks, fmt.Errorf("%d:%d: %s: %w", line, col, t.text, err)
				}
				t.val = s
			case "ident":
				if keywords[t.text] {
					t.kind = "keyword"
				}
			}
			if name != "space" && name != "comment" {
				toks = append(toks, t)
			}
		}
		for _, r := range rest[:m[1]] {
			if col++; r == '\n' {
				line, col = line+1, 1
			}
		}
		rest = rest[m[1]:]
	}
	return
}

func main() {
	src := "func größe(x) { // comment\n\tif x <= 0x1F && !done { return \"a\\tb\" + 1.5e3 }\n} /* more\nlines */ y := arr[12]\n"
	toks, err := scan(src)
	fmt.Println(len(toks), err)
	counts := map[string]int{}
	for _, t := range toks {
		counts[t.kind]++
		if t.val != nil || t.kind == "keyword" {
			fmt.Printf("%d:%d %s %q %v %T\n", t.line, t.col, t.kind, t.text, t.val, t.val)
		}
	}
	for _, k := range slices.Sorted(maps.Keys(counts)) {
		fmt.Print(k, "=", counts[k], " ")
	}
	fmt.Println()
	for _, bad := range []string{"x # y", "\"open", "\"bad \\q\"", "99999999999999999999999", "ok\n  \"\\x\"", "é\xff"} {
		toks, err := scan(bad)
		fmt.Println(len(toks), err)
	}
	names := slices.Compact(slices.Sorted(func(yield func(string) bool) {
		for _, t := range toks {
			if t.kind == "ident" && !yield(strings.ToUpper(t.text)) {
				return
			}
		}
	}))
	fmt.Println(names)
}
