// The verbs and flags of Printf, and what it says of wrong ones.
// Vet: wrong verbs are on purpose.
package main

import "fmt"

func main() {
	fmt.Printf("%d|%5d|%-5d|%05d|%+d|% d|%x|%X|%#x|%o|%O|%b|%c|%U|%#U|%q\n", 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 42, 'A', 'é', 'é', 'x')
	fmt.Printf("%d|%x|%08b|%+05d|%x\n", -42, -42, -5, -42, uint8(200))
	fmt.Printf("%f|%.2f|%8.3f|%-8.1f|%+.1f|%08.2f|%e|%.3g|%g|%G|%6.1f%%\n", 3.14159, 3.14159, 3.14159, 3.14159, 3.14159, -3.14159, 31415.9, 31415.9, 1e21, 1e-7, 99.5)
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%#q|%x|% X|%5.1s|\n", "héllo", "héllo", "héllo", "héllo", "hé\"\n", "hé", "hé", "hé", "xyz")
	fmt.Printf("%t|%5t|%v|%p\n", true, false, true, nil)
	fmt.Printf("%v|%+v|%#v|%T\n", []string{"a"}, []string{"a"}, []string{"a"}, []string{"a"})
	fmt.Printf("%v|%#v|%d|%x|%s|%q\n", []byte("hi"), []byte("hi"), []byte("hi"), []byte("hi"), []byte("hi"), []byte("hi"))
	fmt.Printf("%v|%+v|%#v\n", map[string]int{"b": 2, "a": 1}, map[int]bool{2: true, 1: false}, map[string]int{"b": 2, "a": 1})
	type p struct {
		X, Y int
		s    string
		n    *int
	}
	fmt.Printf("%v|%+v|%#v|%T\n", p{1, 2, "s", nil}, p{1, 2, "s", nil}, p{1, 2, "s", nil}, &p{})
	fmt.Printf("%v|%+v\n", &p{1, 2, "s", nil}, []*p{nil})
	fmt.Printf("%*d|%-*d|%.*f|%[2]d %[1]d|%[3]*.[2]*[1]f|\n", 5, 1, 4, 2, 1, 3.14159)
	fmt.Printf("%[3]v %[1]v %v %[5]v\n", 1, 2, 3)
	fmt.Printf("%d %s\n", "str", 5)
	fmt.Printf("%d\n")
	fmt.Printf("%d %d\n", 1)
	fmt.Printf("x\n", 1, "two")
	fmt.Printf("%z %!\n", 1)
	fmt.Printf("%v %v %v %v\n", 'a', "a", 1.0, 1+2i)
	fmt.Printf("%6.2f|%v|%x|%t\n", []float64{1, 2.5}, [2]bool{true, false}, "hex", 1)
	fmt.Printf("%v %d %v %s\n", int8(-1), uint64(1<<64-1), float32(0.1), error(nil))
	fmt.Printf("%08.3f|%+08d|%-08d|% 8d|%x|%X\n", -1.5, 7, 7, 7, 3.5, -1)
	fmt.Printf("%t %v %s\n", "x", struct{}{}, []any{1, "a", nil})
	fmt.Printf("%#x %#o %#b %#q %#U\n", []int{10, 11}, 8, 5, 'x', 0x1F600)
	fmt.Printf("%3c|%-3c|%03d|%+q|%x\n", 'z', 'z', 7, "é", "")
	fmt.Printf("%e %E %.0f %.0f %.0f %g\n", 0.0, 123456.789, 0.5, 1.5, 2.5, 100000.0)
}
