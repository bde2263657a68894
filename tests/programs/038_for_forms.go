// All forms of for.
package main

import "fmt"

func limit() int { fmt.Print("limit "); return 3 }

func main() {
	for i := 0; i < 3; i++ {
		fmt.Print(i)
	}
	i := 0
	for i < 3 {
		i++
	}
	fmt.Println(i)
	for {
		i--
		if i < 0 {
			break
		}
	}
	for ; i < 2; i++ {
	}
	fmt.Println(i)
	for i := range limit() {
		i += 10
		fmt.Print(i, " ")
	}
	for range limit() {
		fmt.Print("x")
	}
	fmt.Println()
	for i := range uint8(3) {
		fmt.Printf("%T%d ", i, i)
	}
	type myInt int
	for i := range myInt(2) {
		fmt.Printf("%T%d ", i, i)
	}
	const c = 2
	for i := range c {
		fmt.Printf("%T%d ", i, i)
	}
	fmt.Println()
	for i := range -5 {
		fmt.Println("never", i)
	}
	s := []int{1, 2, 3}
	for i, v := range s {
		s = append(s, v*10)
		s[i] = 0
	}
	fmt.Println(s)
	var a [3]int
	for i = range a {
	}
	fmt.Println(i)
	n := 3
	for i := range n {
		n = 100
		_ = i
	}
	fmt.Println(n)
	for x, y := 0, 10; x < y; x, y = x+3, y-1 {
		fmt.Print(x, y, " ")
	}
	fmt.Println()
	var st struct{ i, v int }
	for st.i, st.v = range []int{7, 8, 9} {
	}
	fmt.Println(st)
	arr := []int{0, 0, 0}
	for j := 0; j < 3; j++ {
		for arr[j] = range 5 {
			if arr[j] == j {
				break
			}
		}
	}
	fmt.Println(arr)
	for i := 10; i > 0; i /= 2 {
		if i%2 == 0 {
			continue
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	for i, c := range [...]string{2: "z"} {
		fmt.Print(i, "=", c, ";")
	}
	var np *[3]int
	for i := range np {
		fmt.Print(i)
	}
	fmt.Println(len(np))
}
