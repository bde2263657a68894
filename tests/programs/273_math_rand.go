// Package math/rand with fixed seeds: the streams are part of its promise.
package main

import (
	"fmt"
	"math/rand"
)

func main() {
	r := rand.New(rand.NewSource(42))
	fmt.Println(r.Int63(), r.Int31(), r.Uint32(), r.Int(), r.Intn(100), r.Int63n(1e12), r.Float64(), r.Float32())
	fmt.Println(r.Perm(10), r.NormFloat64(), r.ExpFloat64(), r.Uint64())
	s := []int{1, 2, 3, 4, 5, 6}
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	fmt.Println(s)
	r.Seed(42)
	fmt.Println(r.Int63())
	b := make([]byte, 8)
	r.Read(b)
	fmt.Println(b)
	z := rand.NewZipf(rand.New(rand.NewSource(7)), 1.5, 2, 100)
	for range 10 {
		fmt.Print(z.Uint64(), " ")
	}
	fmt.Println()
	counts := [6]int{}
	for range 6000 {
		counts[r.Intn(6)]++
	}
	fmt.Println(counts)
	x := rand.Intn(10)
	fmt.Println(x >= 0 && x < 10)
	defer func() { fmt.Println(recover()) }()
	r.Intn(0)
}
