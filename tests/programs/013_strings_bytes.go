// Strings are bytes: indexing, slicing, comparison, concatenation, conversion.
package main

import "fmt"

func main() {
	s := "héllo, 世界"
	fmt.Println(len(s), s[0], s[1], s[2], s[1:3], s[:1]+s[3:])
	fmt.Println(s[len(s):] == "", s[7:], s[:0] == "")
	b := []byte(s)
	b[0] = 'H'
	fmt.Println(string(b), s, len(b))
	r := []rune(s)
	r[1] = 'e'
	fmt.Println(string(r), len(r), r[7:])
	fmt.Println("a" < "b", "a" < "B", "abc" < "abd", "ab" < "abc", "" < "a", "Z" < "a", "é" > "z")
	t := ""
	for i := range 5 {
		t += string(rune('a'+i)) + "-"
	}
	fmt.Println(t, t == "a-b-c-d-e-")
	fmt.Println(string([]byte{0x68, 0x69}), string([]rune{0x4e16, 'x'}), []byte("hi"))
	bad := "a\xffb\xc3"
	fmt.Println(len(bad), []rune(bad), []byte(bad))
	fmt.Printf("%q %+q %x % x %s|%8s|%-8s|%.2s\n", bad, s, "hi", "hi", "x", "hi", "hi", s)
	raw := `back\slash "quote"
second line`
	fmt.Println(raw, len(raw))
	fmt.Println("tab\there", "nul\x00"[3], "\u00e9\U0001F600", "\101\x42")
	c := append([]byte("pre"), "fix"...)
	n := copy(c, "PRE-")
	fmt.Println(string(c), n)
	type str string
	u := str("typed") + "!"
	fmt.Println(u, len(u), u[0], string(u[1:3]))
}
