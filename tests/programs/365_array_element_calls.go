// An element that is an array gets a new value, with calls on both sides, and pointers to it see that.

package main

import "fmt"

func at(i, n int) int { return i % n }

func one(f float32) float32 { return f }

func main() {
	v := [3][1][]float32{}
	p := &v[2]
	v[at(5, 3)] = [1][]float32{{one(0.5)}}
	fmt.Println(v, *p)
	w := make([][2][1]int, 2)
	q := &w[1]
	w[at(3, 2)] = [2][1]int{{at(5, 3)}, {at(7, 4)}}
	fmt.Println(w, *q)
}
