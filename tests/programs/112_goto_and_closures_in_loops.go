// Variables of loop bodies are new each time: captured by closures, pointers and goroutines.
package main

import "fmt"

func main() {
	var ps []*int
	for i := range 3 {
		x := i * 10
		ps = append(ps, &x)
		x++
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println(ps[0] == ps[1])
	var fs []func() int
	i := 0
	for i < 3 {
		y := i
		z := &y
		fs = append(fs, func() int { *z += 100; return y })
		i++
		if y == 1 {
			continue
		}
		y *= 2
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
	c := make(chan int)
	for i := range 3 {
		j := i * i
		go func() { c <- i*10 + j }()
	}
	fmt.Println(<-c + <-c + <-c)
	var gs []func() string
	for k, v := range [...]string{"a", "b"} {
		for _, w := range "xy" {
			u := v + string(w)
			gs = append(gs, func() string { u += "."; return fmt.Sprint(u, k) })
		}
	}
	for _, g := range gs {
		g()
		fmt.Print(g(), " ")
	}
	fmt.Println()
	var hs []func() int
	for a, b := 0, 1; a < 20; a, b = b, a+b {
		if a%2 == 0 {
			hs = append(hs, func() int { a++; return a*1000 + b })
		}
	}
	for _, h := range hs {
		fmt.Print(h(), " ")
	}
	fmt.Println()
	n := 0
	var last *int
loop:
	v := n
	if last != nil {
		*last += 1000
		fmt.Print(*last, " ")
	}
	last = &v
	n++
	if n < 4 {
		goto loop
	}
	fmt.Println(*last)
	sum := 0
	for arr := [3]int{1, 2, 3}; sum < 10; {
		arr[0]++
		sum += arr[0]
	}
	fmt.Println(sum)
	for p := (&struct{ n int }{3}); p.n > 0; p.n-- {
		defer func() { fmt.Print(p.n, " ") }()
	}
	type node struct{ next *node }
	var head *node
	for range 3 {
		n := node{head}
		head = &n
	}
	cnt := 0
	for p := head; p != nil; p = p.next {
		cnt++
	}
	fmt.Println(cnt)
}
