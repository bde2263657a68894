// Closures capture variables, not values.
package main

import "fmt"

func counter() (func() int, func()) {
	n := 0
	return func() int { n++; return n }, func() { n = 100 }
}

func adder(base int) func(int) int {
	return func(x int) int {
		base += x
		return base
	}
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func main() {
	next, reset := counter()
	next()
	next()
	fmt.Println(next())
	reset()
	fmt.Println(next())
	other, _ := counter()
	fmt.Println(other())
	a, b := adder(10), adder(20)
	fmt.Println(a(1), a(2), b(1), a(3))
	x := 1
	f := func() { x *= 2 }
	f()
	f()
	x++
	f()
	fmt.Println(x)
	fmt.Println(compose(adder(1), func(x int) int { return x * x }, adder(-3))(4))
	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))
	memo := map[int]int{}
	var fast func(int) int
	fast = func(n int) int {
		if n < 2 {
			return n
		}
		if v, ok := memo[n]; ok {
			return v
		}
		memo[n] = fast(n-1) + fast(n-2)
		return memo[n]
	}
	fmt.Println(fast(80))
	fmt.Println(func(a, b int) int { return a - b }(5, 3))
	s := []func(){}
	y := 0
	for range 3 {
		y++
		s = append(s, func() { y += 10; fmt.Print(y, " ") })
	}
	for _, f := range s {
		f()
	}
	fmt.Println(y)
	outer := 1
	func() {
		outer := outer + 1
		func() { outer++ }()
		fmt.Println(outer)
	}()
	fmt.Println(outer)
}
