// Building long strings in several ways, and the sizes they have.
package main

import "fmt"

func main() {
	s := ""
	for i := range 2000 {
		s += string(rune('a' + i%26))
	}
	fmt.Println(len(s), s[:30], s[1990:])
	var b []byte
	for i := range 5000 {
		b = append(b, byte('0'+i%10))
		if i%1000 == 999 {
			b = append(b, '\n')
		}
	}
	fmt.Println(len(b), string(b[995:1005]))
	parts := [][]byte{[]byte("one"), []byte("two"), nil, []byte("three")}
	joined := []byte{}
	for i, p := range parts {
		if i > 0 {
			joined = append(joined, ", "...)
		}
		joined = append(joined, p...)
	}
	fmt.Printf("%s %d\n", joined, len(joined))
	x := "ab"
	for range 10 {
		x += x
	}
	h := uint32(2166136261)
	for i := 0; i < len(x); i++ {
		h = (h ^ uint32(x[i])) * 16777619
	}
	fmt.Println(len(x), h)
	t := "a" + x[:3] + string(b[:2]) + fmt.Sprint(1) + string(rune(0x1F600))
	fmt.Println(t, len(t))
	keep := b[:4]
	str := string(keep)
	keep[0] = 'X'
	fmt.Println(str, string(keep), string(b[:2]))
	m := map[string]int{}
	m[string(keep)]++
	m[string([]byte{'X', '1', '2', '3'})]++
	fmt.Println(m)
	for i, c := range []byte("hé") {
		fmt.Print(i, c, " ")
	}
	fmt.Println(string(keep) == "X123", "a"+"b" == "ab", x[:2] < x[1:3])
	var lines []string
	for i := range 3 {
		lines = append(lines, fmt.Sprintf("%-3d|%3d|%03d", i, i*i, i*i*i))
	}
	fmt.Printf("%q\n", lines)
}
