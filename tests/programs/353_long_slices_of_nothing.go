// Slices of values without size are as long as anybody likes.
package main

import "fmt"

func main() {
	s := make([]struct{}, 1<<40)
	n := 0
	for i := range s[5:8] {
		n += i
	}
	for _, v := range s[1<<39 : 1<<39+3] {
		_ = v
		n++
	}
	s = append(s, struct{}{})
	t := append([]struct{}{}, s...)
	t = append(t, s[:3]...)
	u := append([]struct{}{{}}, s[:3]...)
	fmt.Println(n, len(s), len(t), len(u), copy(t, s), s[7], t[9] == s[1<<39])
	clear(s)
	fmt.Println(len(s[:3]), cap(s[3:]) > 0, s[1:4])
	var a [1 << 10]struct{}
	fmt.Println(len(a[:]), copy(a[:], s))
}
