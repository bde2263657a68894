// Entries made before their values, with keys that are not found again and values that are structs.
package main

import (
	"fmt"
	"math"
)

type S struct{ a, b int }

func main() {
	f := map[float64]int{}
	s := map[string]S{}
	z, y := 0, 0
	func() {
		defer func() { fmt.Println(recover()) }()
		f[math.NaN()], y = 6/(z+1), 3
		s["k"], y = S{1, 4 / (z + 1)}, 4
		f[1], y = 6/z, 3
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		s["m"], y = S{1, 4 / z}, 4
	}()
	var c complex128
	u := uint8(3)
	var sh int
	mm := map[int]uint8{}
	mm[1], y = u<<sh, 4
	mm[2], mm[1] = mm[1]>>sh, mm[2]
	func() {
		defer func() { fmt.Println(recover()) }()
		mm[3], y = u<<(sh-1), 4
	}()
	fmt.Println(f, s, y, c, mm)
}
