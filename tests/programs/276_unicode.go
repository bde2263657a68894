// Packages unicode, unicode/utf8 and unicode/utf16.
package main

import (
	"fmt"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

func main() {
	for _, r := range "aZ5 é世ǅ_\t٣½😀\u0301" {
		fmt.Printf("%U L%v U%v l%v D%v N%v S%v P%v T%v C%v M%v G%v\n", r, unicode.IsLetter(r), unicode.IsUpper(r), unicode.IsLower(r), unicode.IsDigit(r), unicode.IsNumber(r),
			unicode.IsSpace(r), unicode.IsPunct(r), unicode.IsTitle(r), unicode.IsControl(r), unicode.IsMark(r), unicode.IsGraphic(r))
	}
	fmt.Println(string(unicode.ToUpper('ß')), string(unicode.ToLower('İ')), string(unicode.ToTitle('ǆ')), string(unicode.SimpleFold('K')), unicode.SimpleFold('k') == '\u212a')
	fmt.Println(unicode.Is(unicode.Han, '世'), unicode.Is(unicode.Cyrillic, 'a'), unicode.In('я', unicode.Latin, unicode.Cyrillic), unicode.MaxRune)
	s := "aé世😀\xff"
	fmt.Println(utf8.RuneCountInString(s), utf8.ValidString(s), utf8.ValidString(s[:len(s)-1]), utf8.RuneLen('世'), utf8.RuneLen(-1))
	for len(s) > 0 {
		r, n := utf8.DecodeRuneInString(s)
		fmt.Print(r, ":", n, " ")
		s = s[n:]
	}
	r, n := utf8.DecodeLastRuneInString("x世")
	fmt.Println(string(r), n, utf8.FullRune([]byte{0xe4, 0xb8}), utf8.RuneStart(0x80), utf8.ValidRune(0xd800))
	b := utf8.AppendRune([]byte("x"), 'é')
	buf := make([]byte, 4)
	fmt.Println(b, utf8.EncodeRune(buf, '😀'), buf)
	u := utf16.Encode([]rune("a😀"))
	fmt.Printf("%x %s %v %v\n", u, string(utf16.Decode(u)), utf16.IsSurrogate(0xd83d), utf16.RuneLen('😀'))
	fmt.Println(utf16.DecodeRune(0xd83d, 0xde00) == '😀', utf16.Decode([]uint16{0xd800, 'a'}))
}
