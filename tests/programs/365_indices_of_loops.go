// Indices that loops keep below the length of what they index, and some that they do not.
package main

import "fmt"

// try runs f and prints what it panics with.
func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "panics:", r)
			return
		}
		fmt.Println(name, "ok")
	}()
	f()
}

func fill(s []int, from, to, step int) {
	for i := from; i < to; i += step {
		s[i] += i
	}
}

func fillTo(s []int, from, to, step int) {
	for i := from; i <= to; i += step {
		s[i]++
	}
}

func down(s []int, from, to int) (n int) {
	for i := from; i >= to; i-- {
		n += s[i]
	}
	return n
}

func downFromEnd(s []int) (n int) {
	for i := len(s) - 1; i >= 0; i-- {
		n = n*10 + s[i]
	}
	return n
}

func afterEnd(s []int) (n int) {
	for i := len(s); i >= 0; i-- {
		n += s[i]
	}
	return n
}

func reassigned(s []int) (n int) {
	for i := 0; i < len(s); i++ {
		n += s[i]
		if i == 2 {
			s = s[:4]
		}
	}
	return n
}

func shrunk(s []int) (n int) {
	for i := range s {
		if i == 2 {
			s = s[:2]
		}
		n += s[i]
	}
	return n
}

func copied(s []int) (n int) {
	m := len(s)
	for i := 0; i < m; i++ {
		n += s[i]
	}
	return n
}

func lengthOfAnother(s, t []int) (n int) {
	for i := range s {
		n += t[i]
	}
	for i := 0; i < len(s); i++ {
		n += t[i]
	}
	return n
}

func makes(n int) (sum int) {
	s := make([]int, n+1)
	t := make([]int, n-1)
	for i := 0; i <= n; i++ {
		s[i] = i
	}
	for i := 0; i < n-1; i++ {
		t[i] = s[i+1] + s[i]
	}
	for i := 0; i < n; i++ {
		sum += s[i] + t[i]
	}
	return sum
}

func small(n uint8) {
	s := make([]int, n+1)
	for i := uint8(0); i < n; i++ {
		s[i] = 1
	}
}

func huge(n int) {
	s := make([]int, n+1)
	for i := 0; i <= n; i++ {
		s[i] = 1
	}
}

func main() {
	whole := []int{1, 2, 3, 4, 5, 6, 7, 8}
	part := whole[2:5]
	try("fill", func() { fill(part, 0, 3, 1) })
	try("fill beyond", func() { fill(part, 0, 4, 1) })
	try("fill below", func() { fill(part, -1, 3, 1) })
	try("fill nothing", func() { fill(part, 3, 3, 1) })
	try("fill backwards, no turn", func() { fill(part, 5, 3, -1) })
	try("fill with no step", func() { fill(part, 2, 3, 0x4000000000000000) })
	try("fillTo", func() { fillTo(part, 0, 2, 2) })
	try("fillTo beyond", func() { fillTo(part, 1, 3, 1) })
	try("fillTo below", func() { fillTo(part, -5, 2, 3) })
	try("fillTo, step back", func() { fillTo(part, 2, 2, -1) })
	try("nil", func() { fill(nil, 0, 1, 1) })
	fmt.Println(whole, part)
	try("down", func() { fmt.Println(down(part, 2, 0), downFromEnd(part), downFromEnd(nil)) })
	try("down beyond", func() { down(part, 3, 0) })
	try("down below", func() { down(part, 2, -1) })
	try("after end", func() { afterEnd(part) })
	try("reassigned", func() { fmt.Println(reassigned(whole)) })
	try("shrunk", func() { shrunk(whole) })
	try("copied", func() { fmt.Println(copied(whole), copied(part)) })
	try("of another", func() { fmt.Println(lengthOfAnother(part, whole)) })
	try("of another, shorter", func() { lengthOfAnother(whole, part) })
	try("makes", func() { makes(5) })
	try("makes none", func() { makes(0) })
	try("small", func() { small(200) })
	try("small wraps", func() { small(255) })
	try("huge", func() { huge(1<<63 - 1) })
	last(whole)
}

func last(s []int) {
	for i := 0; i < 10; i += 3 {
		fmt.Println(i)
		s[i] = 1
	}
}
