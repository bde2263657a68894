// Work split over goroutines: sums, matrix products, merge sort.
package main

import (
	"fmt"
	"sync"
)

func parallelSum(s []int, parts int) (total int) {
	sums := make(chan int)
	size := (len(s) + parts - 1) / parts
	n := 0
	for lo := 0; lo < len(s); lo += size {
		n++
		go func(part []int) {
			t := 0
			for _, v := range part {
				t += v
			}
			sums <- t
		}(s[lo:min(lo+size, len(s))])
	}
	for range n {
		total += <-sums
	}
	return
}

func mergeSort(s []int, depth int) []int {
	if len(s) < 2 {
		return s
	}
	m := len(s) / 2
	var l, r []int
	if depth > 0 {
		var wg sync.WaitGroup
		wg.Go(func() { l = mergeSort(s[:m], depth-1) })
		wg.Go(func() { r = mergeSort(s[m:], depth-1) })
		wg.Wait()
	} else {
		l, r = mergeSort(s[:m], 0), mergeSort(s[m:], 0)
	}
	out := make([]int, 0, len(s))
	for len(l) > 0 && len(r) > 0 {
		if l[0] <= r[0] {
			out, l = append(out, l[0]), l[1:]
		} else {
			out, r = append(out, r[0]), r[1:]
		}
	}
	return append(append(out, l...), r...)
}

func main() {
	s := make([]int, 500)
	x := uint32(5)
	for i := range s {
		x = x*1664525 + 1013904223
		s[i] = int(x >> 20)
	}
	fmt.Println(parallelSum(s, 1), parallelSum(s, 7), parallelSum(s[:3], 7))
	sorted := mergeSort(s, 4)
	fmt.Println(sorted[:5], sorted[495:])
	const n = 12
	var a, b, c [n][n]int
	for i := range n {
		for j := range n {
			a[i][j], b[i][j] = i+j, i-j
		}
	}
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			for j := range n {
				for k := range n {
					c[i][j] += a[i][k] * b[k][j]
				}
			}
		})
	}
	wg.Wait()
	fmt.Println(c[3], c[11][0])
}
