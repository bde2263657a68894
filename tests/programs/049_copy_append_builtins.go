// The builtin copy with overlaps and strings, append with strings and spread, full slice expressions.
package main

import "fmt"

func main() {
	s := []int{0, 1, 2, 3, 4, 5, 6, 7}
	n := copy(s[2:], s)
	fmt.Println(n, s)
	s = []int{0, 1, 2, 3, 4, 5, 6, 7}
	n = copy(s, s[3:])
	fmt.Println(n, s)
	n = copy(s[1:3], []int{9, 9, 9, 9})
	fmt.Println(n, s)
	b := make([]byte, 5)
	n = copy(b, "héllo")
	fmt.Println(n, b, string(b[:3]))
	var arr [4]int
	copied := copy(arr[:], s[4:])
	fmt.Println(copied, arr, copy(arr[2:], []int(nil)))
	b = append(b[:0], "xyz"...)
	b = append(b, 'w', 0x21)
	b = append(b, []byte("more")[1:3]...)
	fmt.Println(string(b), len(b))
	var strs []string
	strs = append(strs, "a")
	strs = append(strs, strs...)
	strs = append(strs[:1], strs...)
	fmt.Println(strs, len(strs))
	x := make([]int, 0, 4)
	x = append(x, 1, 2)
	y := append(x, 3)
	z := append(x[:len(x):len(x)], 4)
	x = append(x, 5)
	fmt.Println(x, y, z, cap(x), cap(y))
	i := 2
	s = []int{0, 1, 2, 3, 4}
	s = append(s[:i], s[i+1:]...)
	fmt.Println(s)
	s = append(s[:i+1], s[i:]...)
	s[i] = 99
	fmt.Println(s)
	r := append([]rune("ab"), 'é')
	fmt.Println(string(r), r)
	var a any = append([]any{1}, nil, "x", []any{2})
	fmt.Println(a)
	fn := append([]func() int(nil), func() int { return 1 }, func() int { return 2 })
	fmt.Println(fn[0]()+fn[1](), len(fn))
	p := append([]*int{}, &n)
	*p[0] = 5
	fmt.Println(n)
	q := append([][]int{{1}}, []int{2}, nil)
	fmt.Println(q, len(q))
	st := append([]struct{ a int }{}, struct{ a int }{4})
	st2 := append([]struct{ a int }{}, st...)
	st2[0].a = 5
	fmt.Println(st, st2)
}
