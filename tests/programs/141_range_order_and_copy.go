// What range evaluates once, and what of its operand it sees change.
package main

import "fmt"

type box struct{ items []int }

func (b *box) get() []int { fmt.Print("get "); return b.items }

func main() {
	b := &box{[]int{1, 2, 3}}
	for i, v := range b.get() {
		b.items = append(b.items, v*10)
		if i == 0 {
			b.items[1] = 20
		}
		fmt.Print(v, " ")
	}
	fmt.Println(b.items)
	arr := [3]int{1, 2, 3}
	for i, v := range arr {
		arr[2] = 100
		if i == 2 {
			fmt.Println(v)
		}
	}
	for i, v := range arr[:] {
		arr[2] = 200
		if i == 2 {
			fmt.Println(v)
		}
	}
	for i := range arr {
		arr = [3]int{7, 8, 9}
		fmt.Print(arr[i], " ")
	}
	fmt.Println()
	p := &arr
	for i, v := range p {
		p = &[3]int{0, 0, 0}
		arr[2] = 99
		fmt.Print(i, v, " ")
	}
	fmt.Println(*p)
	s := []int{1, 2, 3, 4}
	for i, v := range s {
		s = s[:2]
		fmt.Print(i, v, " ")
	}
	fmt.Println(len(s))
	structs := []struct{ n int }{{1}, {2}}
	for i, st := range structs {
		st.n *= 10
		structs[1].n += st.n
		fmt.Print(i, st.n, " ")
	}
	fmt.Println(structs)
	n := 3
	for i := range n {
		n += 5
		fmt.Print(i, " ")
	}
	fmt.Println(n)
	c := make(chan int, 3)
	c <- 1
	c <- 2
	close(c)
	d := c
	for v := range c {
		c = nil
		fmt.Print(v, " ")
	}
	fmt.Println(c == nil, len(d))
	m := map[string]int{"a": 1}
	for k := range m {
		m = map[string]int{"other": 2}
		fmt.Println(k, len(m))
	}
	var i int
	var v string
	for i, v = range []string{"x", "y"} {
		defer fmt.Print(i, v, " ")
	}
	for range len(v) + i {
		fmt.Print("+")
	}
	nested := [][]int{{1, 2}, {3}}
	for _, row := range nested {
		row[0] = -row[0]
		row = append(row, 9)
		_ = row
	}
	fmt.Println(nested)
	for i, x := range [...]func() int{func() int { return i }, func() int { i++; return i }} {
		fmt.Print(i, x(), " ")
	}
	fmt.Println(i)
}
