// Scopes: redeclaration, shadowing, predeclared names used for other things.
package main

import "fmt"

var x = "package"

func param(x int) int {
	if x := x * 2; x > 10 {
		x := x + 1
		return x
	} else if y := x + 1; y > 5 {
		return x + y
	}
	return x
}

func result() (n int) {
	{
		n := 5
		_ = n
	}
	n, m := n+1, 2
	return n + m
}

type int32 string

func len(s string) string { return "my len of " + s }

func main() {
	fmt.Println(x)
	x := 1
	{
		x := x + 1
		x++
		fmt.Println(x)
	}
	fmt.Println(x)
	for x := range 2 {
		x := x * 10
		fmt.Print(x, " ")
	}
	fmt.Println(x)
	fmt.Println(param(1), param(3), param(9))
	fmt.Println(result())
	var s int32 = "a string"
	fmt.Println(s, len("it"))
	true := false
	nil := 0
	fmt.Println(true, nil, !true)
	string := func(i int) int { return i * 2 }
	fmt.Println(string(21))
	fmt.Println(func(x float64) float64 { return x / 2 }(5))
	if x, ok := any(x).(int); ok {
		x += 100
		fmt.Println(x)
	}
	a, err := 1, nilErr()
	b, err := 2, error(err)
	_ = b
	fmt.Println(a, err)
	switch x := "switch"; x := any(x).(type) {
	default:
		fmt.Println(x)
	}
	func() {
		fmt := "shadowed package"
		_ = fmt
	}()
	fmt.Println(x)
}

func nilErr() error { return nil }
