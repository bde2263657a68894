// The builtins min, max and clear.
package main

import "fmt"

func main() {
	a, b, c := 3, -1, 7
	fmt.Println(min(a, b, c), max(a, b, c), min(a), max(a, 5))
	fmt.Println(min(1, 2.5), max(1.5, a2(2)), min("b", "a", "ab"), max("b", "abc"))
	zero := 0.0
	nan, inf := zero/zero, 1/zero
	fmt.Println(min(nan, 1), max(1, nan), max(inf, nan), min(-inf, inf))
	negz := -1 / inf
	fmt.Println(1/min(zero, negz), 1/min(negz, zero), 1/max(negz, zero), 1/max(zero, negz))
	const k = min(10, 4) + max(2, 3)
	var arr [k]int
	fmt.Println(len(arr), min('a', 98))
	s := []int{1, 2, 3, 4}
	clear(s[1:3])
	fmt.Println(s, len(s))
	st := []struct {
		x int
		p *int
	}{{1, &a}, {2, &b}}
	clear(st)
	fmt.Println(st)
	m := map[string]bool{"x": true}
	clear(m)
	fmt.Println(m, len(m))
	var nm map[int]int
	var ns []int
	clear(nm)
	clear(ns)
	fmt.Println(nm == nil, ns == nil)
	var f32 float32 = 1.5
	fmt.Println(max(f32, 2), min(f32, 0.1))
	var u8 uint8 = 200
	fmt.Println(max(u8, 100), min(u8, 255))
	type temp float64
	fmt.Println(max(temp(1), temp(-4), 0))
	str := "m"
	fmt.Println(max(str, "a", "z"), min(str, ""))
}

func a2(x float64) float64 { return x / 2 }
