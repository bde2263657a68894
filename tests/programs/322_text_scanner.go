// Package text/scanner: tokens and positions.
package main

import (
	"fmt"
	"strings"
	"text/scanner"
)

func main() {
	var s scanner.Scanner
	s.Init(strings.NewReader("x := 3.14 + foo(\"str\\n\", 'c') // comment\n/* block */ `raw` 0x1F 1e5 é_1 <= != 世界\n\"unterminated"))
	s.Filename = "in"
	s.Error = func(s *scanner.Scanner, msg string) { fmt.Println("error:", s.Pos(), msg) }
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		fmt.Println(s.Position, scanner.TokenString(tok), s.TokenText())
	}
	fmt.Println(s.ErrorCount, s.Pos())
	s.Init(strings.NewReader("a-b c\n\n%var2 d"))
	s.Mode = scanner.ScanIdents | scanner.SkipComments
	s.Whitespace ^= 1 << '\n'
	s.IsIdentRune = func(ch rune, i int) bool {
		return ch == '%' && i == 0 || ch == '-' && i > 0 || ch >= 'a' && ch <= 'z' || i > 0 && ch >= '0' && ch <= '9'
	}
	for tok := s.Scan(); tok != scanner.EOF; tok = s.Scan() {
		fmt.Printf("%s %q; ", scanner.TokenString(tok), s.TokenText())
	}
	fmt.Println()
	s.Init(strings.NewReader("héy"))
	for c := s.Next(); c != scanner.EOF; c = s.Next() {
		fmt.Print(string(c), " ", string(s.Peek()), " ")
	}
	fmt.Println(s.Pos().Column)
}
