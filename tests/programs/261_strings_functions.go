// Package strings: searching, splitting, trimming, mapping, comparing.
package main

import (
	"fmt"
	"strings"
	"unicode"
)

func main() {
	s := "  Hello, 世界! Hello again.  "
	t := strings.TrimSpace(s)
	fmt.Println(len(s), len(t), strings.Index(t, "Hello"), strings.LastIndex(t, "Hello"), strings.IndexByte(t, '!'), strings.IndexRune(t, '界'), strings.IndexAny(t, "xyz!"), strings.Index(t, "zz"))
	fmt.Printf("%q\n", strings.Split("a,b,,c,", ","))
	fmt.Printf("%q %q %q\n", strings.SplitN("a,b,c,d", ",", 2), strings.SplitAfter("a.b.c", "."), strings.Split("héy", ""))
	fmt.Printf("%q %q\n", strings.Fields(" a  b\tc\n"), strings.FieldsFunc("a1b22c", unicode.IsDigit))
	fmt.Println(strings.Join([]string{"x", "y", "z"}, "--"), strings.Repeat("ab", 3), strings.Replace("aaaa", "a", "b", 2), strings.ReplaceAll("aXbX", "X", "--"))
	fmt.Println(strings.ToUpper("straße é"), strings.ToLower("ÀÉ İ"), strings.Title("hello world"), strings.EqualFold("Straße", "STRASSE"), strings.EqualFold("Go", "GO"))
	fmt.Println(strings.HasPrefix(t, "He"), strings.HasSuffix(t, "."), strings.Contains(t, "世"), strings.ContainsAny("x", ""), strings.ContainsRune("abc", 'b'), strings.Count("cheese", "e"), strings.Count("five", ""))
	fmt.Printf("%q %q %q %q\n", strings.Trim("xxhixx", "x"), strings.TrimLeft("xxhix", "x"), strings.TrimPrefix("prefix-a", "prefix-"), strings.TrimSuffix("a.go", ".go"))
	fmt.Println(strings.TrimFunc("123abc456", unicode.IsDigit), strings.Map(func(r rune) rune {
		if r == 'a' {
			return -1
		}
		return r + 1
	}, "banana"))
	before, after, ok := strings.Cut("key=value=x", "=")
	fmt.Println(before, after, ok)
	p, found := strings.CutPrefix("foobar", "foo")
	fmt.Println(p, found, strings.Compare("a", "b"), strings.LastIndexByte("hello", 'l'))
	r := strings.NewReplacer("<", "&lt;", ">", "&gt;", "&", "&amp;")
	fmt.Println(r.Replace("<a & b>"), strings.NewReplacer("a", "1", "aa", "2", "b", "").Replace("aaab"))
	for l := range strings.Lines("one\ntwo\nthree") {
		fmt.Printf("%q ", l)
	}
	for p := range strings.SplitSeq("x;y;z", ";") {
		fmt.Print(p, " ")
	}
	for f := range strings.FieldsSeq(" q  r ") {
		fmt.Print(f, " ")
	}
	fmt.Println()
	fmt.Println(strings.ToTitle("ǆ"), strings.ToValidUTF8("a\xffb", "?"), strings.IndexFunc("abc1", unicode.IsDigit), strings.ContainsFunc("abc", unicode.IsUpper))
}
