// Code points, UTF-8 by hand, combining characters, case folding of some letters, surrogates.
package main

import "fmt"

func encode(r rune) []byte {
	switch {
	case r < 0 || r > 0x10ffff || r >= 0xd800 && r < 0xe000:
		return encode(0xfffd)
	case r < 0x80:
		return []byte{byte(r)}
	case r < 0x800:
		return []byte{0xc0 | byte(r>>6), 0x80 | byte(r)&0x3f}
	case r < 0x10000:
		return []byte{0xe0 | byte(r>>12), 0x80 | byte(r>>6)&0x3f, 0x80 | byte(r)&0x3f}
	}
	return []byte{0xf0 | byte(r>>18), 0x80 | byte(r>>12)&0x3f, 0x80 | byte(r>>6)&0x3f, 0x80 | byte(r)&0x3f}
}

func utf16(s string) (out []uint16) {
	for _, r := range s {
		if r < 0x10000 {
			out = append(out, uint16(r))
		} else {
			r -= 0x10000
			out = append(out, 0xd800|uint16(r>>10), 0xdc00|uint16(r)&0x3ff)
		}
	}
	return
}

func main() {
	for _, r := range []rune{'A', 'é', '€', '😀', 0xd800, -1, 0x10ffff, 0x110000, 0} {
		e := encode(r)
		fmt.Printf("%x %v %q ", e, string(e) == string(r), string(r))
	}
	fmt.Println()
	s := "Zürich 東京 e\u0301 👩‍👧"
	fmt.Println(len(s), len([]rune(s)), len(utf16(s)), s)
	fmt.Printf("%+q\n%x\n%U\n", s, s[7:10], []rune(s[7:13]))
	cut := s[:2]
	for i, r := range cut {
		fmt.Print(i, " ", r, " ")
	}
	fmt.Printf("%q %+q %#q %x\n", cut, cut, cut, cut)
	fmt.Printf("%q %q %q %+q %#q\n", '\n', 'é', '\u200b', '世', '😀')
	fmt.Printf("%q %q\n", "\u00a0\u200d\ufeff\x7f\x00", "tab\t\\ \u2028")
	fmt.Printf("%c %c %c|%5c|%-3c|\n", 65, 0x4e16, 0x110000, 'é', '世')
	fmt.Printf("%10s|%-10s|%.3s|%5.1s|\n", "東京", "é", "東京都庁", "世界")
	b := []byte("x")
	for _, r := range "é€😀" {
		b = append(b, string(r)...)
	}
	fmt.Println(b, string(b[1:3]), string(b[2:4]))
	m := map[rune]int{}
	for _, r := range s {
		m[r&^0x20]++
	}
	fmt.Println(m[0], m['Z'], len(m))
	fmt.Println('a' < 'é', "é"[0] == 0xc3, "\xc3\xa9" == "é", "\u00e9" == "e\u0301", string([]rune{'e', 0x301}) == "e\u0301")
	inv := "\xed\xa0\x80\xf8\x88\xc0\x80\xf4\x90\x80\x80"
	fmt.Println(len([]rune(inv)), []rune(inv)[0], len(string([]rune(inv))))
}
