// Recursion: Hanoi, Ackermann, mutual recursion, recursive closures, deep recursion.
package main

import "fmt"

func hanoi(n int, from, to, via string, move func(a, b string)) {
	if n > 0 {
		hanoi(n-1, from, via, to, move)
		move(from, to)
		hanoi(n-1, via, to, from, move)
	}
}

func ack(m, n int) int {
	if m == 0 {
		return n + 1
	}
	if n == 0 {
		return ack(m-1, 1)
	}
	return ack(m-1, ack(m, n-1))
}

func isEven(n uint) bool { return n == 0 || isOdd(n-1) }
func isOdd(n uint) bool  { return n != 0 && isEven(n-1) }

func deep(n int) int {
	if n == 0 {
		return 0
	}
	return 1 + deep(n-1)
}

func deepDefer(n int) (r int) {
	defer func() { r++ }()
	if n > 0 {
		return deepDefer(n - 1)
	}
	return
}

type fn func(fn, int) int

func flatten(v any) []int {
	switch x := v.(type) {
	case int:
		return []int{x}
	case []any:
		var r []int
		for _, e := range x {
			r = append(r, flatten(e)...)
		}
		return r
	}
	return nil
}

func main() {
	n := 0
	hanoi(3, "a", "c", "b", func(a, b string) { fmt.Print(a, b, " "); n++ })
	hanoi(10, "a", "c", "b", func(a, b string) { n++ })
	fmt.Println(n)
	fmt.Println(ack(2, 3), isEven(100), isOdd(7))
	fmt.Println(deep(5000), deepDefer(1000))
	y := func(f fn, n int) int {
		if n < 2 {
			return 1
		}
		return n * f(f, n-1)
	}
	fmt.Println(y(y, 10))
	fmt.Println(flatten([]any{1, []any{2, []any{3, nil, "x"}, 4}, []any{}}))
	var collatz func(int) []int
	collatz = func(n int) []int {
		if n == 1 {
			return []int{1}
		}
		if n&1 == 0 {
			return append(collatz(n/2), n)
		}
		return append(collatz(3*n+1), n)
	}
	fmt.Println(collatz(6))
}
