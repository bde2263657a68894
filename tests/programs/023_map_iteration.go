// Iteration order is open, so this sorts; entries deleted during iteration are not produced, each other one once.
package main

import "fmt"

func main() {
	m := map[int]int{}
	for i := range 100 {
		m[i] = i * i
	}
	seen := map[int]int{}
	for k := range m {
		seen[k]++
		delete(m, k)
		delete(m, (k+1)%100)
	}
	once := true
	for _, n := range seen {
		once = once && n == 1
	}
	fmt.Println(len(m), once, len(seen) >= 50, len(seen) < 100)
	for i := range 50 {
		m[i] = i
	}
	count := 0
	for k, v := range m {
		if k != v {
			fmt.Println("wrong")
		}
		m[k] = v + 1
		count++
	}
	fmt.Println(count)
	sum := 0
	for _, v := range m {
		sum += v
	}
	fmt.Println(sum)
	n := map[string]bool{"start": true}
	iter := 0
	for range n {
		iter++
		if iter < 5 {
			clear(n)
		}
	}
	fmt.Println(iter, len(n))
	var k, v int
	for k, v = range map[int]int{3: 4} {
	}
	fmt.Println(k, v)
	arr := [2]int{}
	for arr[0], arr[1] = range map[int]int{5: 6} {
	}
	fmt.Println(arr)
	for i := range 10 {
		m = map[int]int{i: i}
		for k := range m {
			fmt.Print(k)
			break
		}
	}
	fmt.Println()
}
