// Since Go 1.22, each iteration has its own loop variables, copied at its end.
package main

import "fmt"

func main() {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()
	var ps []*int
	for i := 0; i < 6; i++ {
		if i == 2 {
			i++
		}
		ps = append(ps, &i)
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()
	var get func() int
	for i := 0; i < 10; i++ {
		if i == 0 {
			get = func() int { return i }
		}
		i++
	}
	fmt.Println(get())
	var gs []func() (int, string)
	for i, s := range []string{"a", "b"} {
		gs = append(gs, func() (int, string) { s += "!"; return i, s })
	}
	for _, g := range gs {
		g()
		fmt.Println(g())
	}
	var hs []func()
	for i := range 3 {
		defer func() { fmt.Println("deferred", i) }()
		hs = append(hs, func() { fmt.Print(i) })
	}
	for _, h := range hs {
		h()
	}
	fmt.Println()
	// A step in the closure of an earlier iteration does not change this one.
	var step func()
	n := 0
	for i := 0; i < 5; i++ {
		n++
		if step != nil {
			step()
		}
		step = func() { i += 100 }
	}
	fmt.Println(n)
	// A variable declared outside is shared.
	var shared int
	var ks []func() int
	for shared = 0; shared < 3; shared++ {
		ks = append(ks, func() int { return shared })
	}
	fmt.Println(ks[0](), ks[2]())
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fs = append(fs, func() int { return i*100 + j })
	}
	for _, f := range fs[3:] {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}
