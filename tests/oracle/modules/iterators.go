package main

import "iter"

func count(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i) {
				return
			}
		}
	}
}

func pairs(m map[string]*int) iter.Seq2[string, *int] {
	return func(yield func(string, *int) bool) {
		for k, v := range m {
			if !yield(k, v) {
				return
			}
		}
	}
}

func first(m map[string]*int) *int {
	for k, v := range pairs(m) {
		if k == "x" {
			return v
		}
		defer println(k)
	}
	return nil
}

func sum(n int) (total int) {
outer:
	for i := range count(n) {
		for j := range count(i) {
			if j == 3 {
				continue outer
			}
			if i+j > 100 {
				break outer
			}
			total += j
		}
	}
	return total
}

func collect(n int) (out []*int) {
	for i := range count(n) {
		out = append(out, &i)
	}
	for i := range 3 {
		out = append(out, &i)
	}
	return out
}

func main() {
	first(nil)
	sum(3)
	collect(3)
}
