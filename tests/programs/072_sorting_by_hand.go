// Sorting algorithms written out, all on the same data.
package main

import "fmt"

func bubble(s []int) {
	for swapped := true; swapped; {
		swapped = false
		for i := 1; i < len(s); i++ {
			if s[i-1] > s[i] {
				s[i-1], s[i] = s[i], s[i-1]
				swapped = true
			}
		}
	}
}

func insertion(s []int) {
	for i := range s {
		v, j := s[i], i
		for ; j > 0 && s[j-1] > v; j-- {
			s[j] = s[j-1]
		}
		s[j] = v
	}
}

func quick(s []int) {
	if len(s) < 2 {
		return
	}
	p, i, j := s[len(s)/2], 0, len(s)-1
	for i <= j {
		for s[i] < p {
			i++
		}
		for s[j] > p {
			j--
		}
		if i <= j {
			s[i], s[j] = s[j], s[i]
			i++
			j--
		}
	}
	quick(s[:j+1])
	quick(s[i:])
}

func mergeSort(s []int) {
	if len(s) < 2 {
		return
	}
	m := len(s) / 2
	a, b := append([]int(nil), s[:m]...), append([]int(nil), s[m:]...)
	mergeSort(a)
	mergeSort(b)
	for i := range s {
		if len(b) == 0 || len(a) > 0 && a[0] <= b[0] {
			s[i], a = a[0], a[1:]
		} else {
			s[i], b = b[0], b[1:]
		}
	}
}

func heap(s []int) {
	down := func(i, n int) {
		for {
			c := 2*i + 1
			if c >= n {
				return
			}
			if c+1 < n && s[c+1] > s[c] {
				c++
			}
			if s[i] >= s[c] {
				return
			}
			s[i], s[c] = s[c], s[i]
			i = c
		}
	}
	for i := len(s)/2 - 1; i >= 0; i-- {
		down(i, len(s))
	}
	for n := len(s) - 1; n > 0; n-- {
		s[0], s[n] = s[n], s[0]
		down(0, n)
	}
}

func radix(s []int) {
	for shift := 0; shift < 16; shift += 4 {
		var buckets [16][]int
		for _, v := range s {
			b := v >> shift & 15
			buckets[b] = append(buckets[b], v)
		}
		s = s[:0]
		for _, b := range buckets {
			s = append(s, b...)
		}
	}
}

func main() {
	data := make([]int, 200)
	x := uint32(1)
	for i := range data {
		x = x*1664525 + 1013904223
		data[i] = int(x >> 16 % 1000)
	}
	for i, f := range []func([]int){bubble, insertion, quick, mergeSort, heap, radix} {
		s := append([]int(nil), data...)
		f(s)
		h := 0
		for _, v := range s {
			h = h*31 + v
		}
		fmt.Println(i, s[:5], s[195:], h)
	}
}
