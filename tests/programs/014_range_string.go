// Ranging over a string yields runes at byte positions; bad bytes yield U+FFFD, one by one.
package main

import "fmt"

func main() {
	for i, r := range "aé世😀z" {
		fmt.Print(i, ":", string(r), "(", r, ") ")
	}
	fmt.Println()
	for i, r := range "a\xff\xfeb\xe4\xb8c\xed\xa0\x80" {
		fmt.Printf("%d:%U ", i, r)
	}
	fmt.Println()
	for i := range "世界" {
		fmt.Print(i, " ")
	}
	n := 0
	for range "世界!" {
		n++
	}
	fmt.Println(n)
	for i, b := range []byte("世") {
		fmt.Print(i, "=", b, " ")
	}
	fmt.Println()
	rev := ""
	for _, r := range "stressed 世" {
		rev = string(r) + rev
	}
	fmt.Println(rev)
	s := "abc"
	for i, r := range s {
		s = "xyz"
		fmt.Print(i, string(r), " ")
	}
	fmt.Println(s)
	counts := [26]int{}
	for _, r := range "the quick brown fox" {
		if 'a' <= r && r <= 'z' {
			counts[r-'a']++
		}
	}
	fmt.Println(counts)
}
