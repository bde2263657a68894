// Package regexp: matching, groups, replacing, splitting.
package main

import (
	"fmt"
	"regexp"
	"strings"
)

func main() {
	re := regexp.MustCompile(`(?P<user>[a-z]+)@(\w+)\.(com|org)`)
	s := "ann@site.com, bob@other.org; nobody@x.net"
	fmt.Println(re.MatchString(s), re.FindString(s), re.FindStringIndex(s))
	fmt.Printf("%q\n%q\n", re.FindStringSubmatch(s), re.FindAllString(s, -1))
	fmt.Println(re.FindAllStringSubmatchIndex(s, -1), re.NumSubexp(), re.SubexpNames(), re.SubexpIndex("user"))
	fmt.Println(re.ReplaceAllString(s, "<$user at ${2}>"), re.ReplaceAllLiteralString("a@b.com", "$1"))
	fmt.Println(re.ReplaceAllStringFunc(s, strings.ToUpper))
	fmt.Printf("%q %q\n", regexp.MustCompile(`\s*[,;]\s*`).Split(s, -1), regexp.MustCompile(`a`).Split("banana", 2))
	for _, p := range []struct{ re, s string }{
		{`^a.c$`, "abc"}, {`(?i)HELLO`, "say hello"}, {`\bfoo\b`, "a foo b"}, {`[^\d\s]+`, "12 ab"}, {`x*`, "baxx"}, {`(a|ab)(c|bcd)`, "abcd"},
		{`a+?`, "aaa"}, {`(?s)a.b`, "a\nb"}, {`(?m)^b$`, "a\nb\nc"}, {`\p{Greek}+`, "abγδ"}, {`a{2,3}`, "aaaa"}, {`(a*)*`, "b"}, {`[[:alpha:]]+`, "1abc2"}, {`\x{4e16}`, "世"}, {`(?U)a+`, "aaa"},
	} {
		r := regexp.MustCompile(p.re)
		fmt.Printf("%s %q %v %q\n", p.re, r.FindString(p.s), r.FindStringSubmatchIndex(p.s), r.FindAllString(p.s, -1))
	}
	for _, bad := range []string{`a(b`, `[z-a]`, `*a`, `a**`, `\q`, `(?P<n>a)(?P<n>b)`, `a{1001}`, `(?<x`} {
		_, err := regexp.Compile(bad)
		fmt.Println(err)
	}
	l := regexp.MustCompilePOSIX(`(a|ab)(c|bcd)(d*)`)
	fmt.Printf("%q %v %s\n", l.FindStringSubmatch("abcd"), regexp.QuoteMeta("a.b*c"), re)
	lit, full := regexp.MustCompile(`abc+d`).LiteralPrefix()
	fmt.Println(lit, full, string(re.ExpandString(nil, "$user!", s, re.FindStringSubmatchIndex(s))))
	fmt.Println(regexp.MustCompile(`(\d+)-(\d+)`).ReplaceAllString("10-20 30-40", "$2-$1"), regexp.MustCompile(`^`).ReplaceAllString("x", "y"))
}
