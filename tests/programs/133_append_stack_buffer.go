// Slices that never leave their function: lengths are as ever, and so is what is shared.
package main

import "fmt"

func sum(s []int) (t int) {
	for _, v := range s {
		t += v
	}
	return
}

func digits(n int) (count int) {
	var ds []byte
	for ; n > 0; n /= 10 {
		ds = append(ds, byte('0'+n%10))
	}
	for i, j := 0, len(ds)-1; i < j; i, j = i+1, j-1 {
		ds[i], ds[j] = ds[j], ds[i]
	}
	for _, d := range ds {
		count = count*7 + int(d-'0')
	}
	return count
}

func window(n int) int {
	var w []int
	best := 0
	for i := range n {
		w = append(w, i*i%7)
		if len(w) > 3 {
			w = w[1:]
		}
		best = max(best, sum(w))
	}
	return best*100 + len(w)
}

func queue(n int) (order int) {
	q := make([]int, 0, 4)
	for i := 1; i <= n; i++ {
		q = append(q, i)
	}
	for len(q) > 1 {
		q = append(q[1:], q[0])
		q = q[1:]
	}
	return q[0]
}

func shared() (a, b int) {
	s := make([]int, 3, 4)
	t := append(s, 1)
	u := append(s, 2)
	v := append(t, 3)
	v[0] = 9
	return t[3]*10 + u[3], s[0]*10 + v[0]
}

func twoD(n int) (total int) {
	var rows [][]int
	for i := range n {
		var row []int
		for j := range i {
			row = append(row, i*j)
		}
		rows = append(rows, row)
	}
	for _, r := range rows {
		total += sum(r) + len(r)
	}
	return
}

func main() {
	fmt.Println(digits(9876543210), digits(0), digits(1000))
	fmt.Println(window(20), queue(10), queue(41))
	fmt.Println(shared())
	fmt.Println(twoD(20))
	buf := make([]byte, 0, 8)
	for i := range 3 {
		buf = fmt.Append(buf[:0], i, "x", i)
		fmt.Print(string(buf), " ", cap(buf), " ")
	}
	fmt.Println()
}
