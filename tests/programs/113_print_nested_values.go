// How Println and %v show nested values: pointers at top level, inside structs, slices, maps, interfaces.
package main

import "fmt"

type in struct {
	A int
	B []string
}
type out struct {
	I  in
	P  *in
	M  map[string]in
	E  any
	F  func()
	Er error
	Ar [2]in
}

func main() {
	i := in{1, []string{"x", "y"}}
	fmt.Println(i, &i, []in{i}, []any{i, nil, 1}, [1]in{})
	fmt.Println(&[]int{1}, &map[string]int{"a": 1}, &[2]bool{}, []*in{nil}, map[string]*in{"n": nil})
	o := out{I: i, M: map[string]in{"b": {}, "a": i}, E: i}
	fmt.Printf("%v\n%+v\n", o, o)
	fmt.Printf("%#v\n", in{2, nil})
	fmt.Printf("%#v %#v %#v %#v\n", []any{1, "a", 1.5, nil, 'x', uint8(3), true}, map[string]any{"k": []int{}}, struct{ X any }{1}, [2]string{"a"})
	fmt.Printf("%#v %#v %#v %#v %#v\n", 1e6, 1.0, float32(2.5), 1+2i, "q\"q")
	fmt.Printf("%#v %#v %#v\n", (*int)(nil), any(nil), error(nil))
	fmt.Println([]byte("bytes"), [3]byte{1, 2, 3}, []rune("r"), string([]byte("s")))
	fmt.Printf("%s %q %x %s\n", []string{"a b", "c"}, []string{"a b", "c"}, []string{"ab", "c"}, [2][]byte{[]byte("x"), nil})
	fmt.Println(map[int]string{3: "c", -1: "a", 2: "b"}, map[float64]int{2.5: 1, -1: 2}, map[bool]int{true: 1, false: 0})
	fmt.Println(map[[2]int]int{{2, 1}: 1, {1, 9}: 2}, map[any]int{"b": 1, "a": 3})
	fmt.Println(map[in2]string{{2, "a"}: "x", {1, "z"}: "y"})
	fmt.Print("a", 1, 2, "b", "c", 3.5, nil, nil, 'x', "\n")
	fmt.Print(1, 2, "\n")
	fmt.Print([]int{1}, []int{2}, true, false, "\n")
	fmt.Println("", "a", "", 1, "")
	fmt.Println(1e20, 1e21, 1e-4, 1e-5, float32(1e20), 100000.0, 123456789.0, 0.000001234)
	fmt.Printf("%v %v %v %v\n", int64(-5), uintptr(10), complex64(1-1i), struct{}{})
	fmt.Printf("%6v|%-6v|%06v|%6v|%-8v|\n", 42, 42, 42, "ab", true)
	fmt.Printf("%6v|%6.2v|%v\n", []int{1, 2}, []float64{1.234}, [][]int{{1}, {}})
	var np *out
	var e any = np
	fmt.Println(np, e, e == nil)
	fmt.Printf("%d %s %v\n", []any{1, "a"}, []any{1, "a"}, &i)
	fmt.Printf("%d %x %t\n", &[]int{1}, struct {
		a int
		b string
	}{255, "hi"}, map[bool]bool{true: false})
}

type in2 struct {
	a int
	b string
}
