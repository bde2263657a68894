// Large switches over integers, strings and runes, dense and sparse.
package main

import "fmt"

func month(n int) string {
	switch n {
	case 1:
		return "jan"
	case 2:
		return "feb"
	case 3:
		return "mar"
	case 4:
		return "apr"
	case 5:
		return "may"
	case 6:
		return "jun"
	case 7, 8, 9, 10:
		return "later"
	case -1, 1 << 40, 'A':
		return "odd"
	default:
		return "?"
	}
}

func keyword(s string) int {
	switch s {
	case "break", "case", "chan":
		return 1
	case "const", "continue":
		return 2
	case "default", "defer", "else", "fallthrough":
		return 3
	case "":
		return -1
	case "for", "func", "go", "goto":
		return 4
	}
	return 0
}

func class(r rune) string {
	switch {
	case '0' <= r && r <= '9':
		return "digit"
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', r == '_':
		return "letter"
	}
	switch r {
	case ' ', '\t', '\n':
		return "space"
	case '(', ')', '[', ']', '{', '}':
		return "bracket"
	case '世', '界':
		return "han"
	}
	return "other"
}

func days(y, m int) (d int) {
	switch d = 31; m {
	case 4, 6, 9, 11:
		d--
	case 2:
		d = 28
		switch {
		case y%400 == 0:
			d++
		case y%100 == 0:
		case y%4 == 0:
			d++
		}
	}
	return
}

func main() {
	for _, n := range []int{1, 6, 7, 10, 11, 0, -1, 1 << 40, 65} {
		fmt.Print(month(n), " ")
	}
	fmt.Println()
	for _, s := range []string{"chan", "continue", "else", "", "goto", "other", "Go"} {
		fmt.Print(keyword(s), " ")
	}
	fmt.Println()
	for _, r := range "a0_ [世~" {
		fmt.Print(class(r), " ")
	}
	fmt.Println()
	sum := 0
	for m := 1; m <= 12; m++ {
		sum = sum*3 + days(2024, m)
	}
	fmt.Println(sum, days(1900, 2), days(2000, 2), days(2023, 2))
	n := 0
	for i := range 20 {
		switch i % 5 {
		case 0:
			n++
			fallthrough
		case 1:
			n += 10
			if i > 10 {
				break
			}
			fallthrough
		case 2:
			n += 100
		default:
			continue
		}
		n += 1000
	}
	fmt.Println(n)
}
