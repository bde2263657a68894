// What a select evaluates, and in which order: all channels and values, once, before choosing.
package main

import "fmt"

func ch(name string, c chan int) chan int {
	fmt.Print(name, " ")
	return c
}

func val(name string, v int) int {
	fmt.Print(name, " ")
	return v
}

func idx(name string) int {
	fmt.Print(name, " ")
	return 0
}

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	b <- 1
	select {
	case ch("a", a) <- val("va", 1):
		fmt.Println("sent to a")
	case ch("b", b) <- val("vb", 2):
		fmt.Println("sent to b")
	}
	var s [1]int
	select {
	case s[idx("never")] = <-ch("nil", nil):
	case s[idx("target")] = <-ch("a", a):
		fmt.Println("received", s)
	}
	select {
	case v := <-ch("a", a):
		fmt.Println("wrong", v)
	case a <- 1 + <-b:
		fmt.Println("computed", <-a)
	}
	select {
	case <-a:
	default:
		fmt.Println("default")
	}
	c := make(chan int)
	close(c)
	n := 0
	for range 10 {
		select {
		case _, ok := <-c:
			if ok {
				fmt.Println("wrong")
			}
			n++
			continue
		}
	}
	fmt.Println(n)
	func() {
		defer func() { fmt.Println(recover()) }()
		select {
		case ch("closed", c) <- val("v", 1):
		case <-ch("nil", nil):
		}
	}()
	m := map[string]int{}
	b <- 42
	select {
	case m["k"] = <-b:
	}
	var p *int
	func() {
		defer func() { fmt.Println(recover() != nil, len(b)) }()
		b <- 1
		select {
		case *p = <-b:
		}
	}()
	fmt.Println(m)
	x := 0
	for x < 3 {
		select {
		case v, ok := <-c:
			x++
			if x == 2 {
				break
			}
			fmt.Println(v, ok, x)
		}
	}
}
