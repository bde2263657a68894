// Package math/rand/v2 with fixed seeds: PCG and ChaCha8.
package main

import (
	"fmt"
	"math/rand/v2"
)

func main() {
	r := rand.New(rand.NewPCG(1, 2))
	fmt.Println(r.Int64(), r.Uint32(), r.IntN(100), r.Int32N(7), r.Uint64N(1e15), r.Float64(), r.Float32(), r.UintN(3))
	fmt.Println(r.Perm(8), r.NormFloat64(), r.ExpFloat64())
	s := []string{"a", "b", "c", "d", "e"}
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	fmt.Println(s)
	c := rand.NewChaCha8([32]byte([]byte("an example seed of 32 bytes long")))
	fmt.Println(c.Uint64(), c.Uint64())
	b := make([]byte, 10)
	c.Read(b)
	fmt.Println(b)
	cr := rand.New(c)
	for range 5 {
		fmt.Print(cr.IntN(1000), " ")
	}
	fmt.Println()
	p := rand.NewPCG(3, 4)
	p.Uint64()
	state, err := p.MarshalBinary()
	var q rand.PCG
	fmt.Println(len(state), err, q.UnmarshalBinary(state), p.Uint64() == q.Uint64())
	n := rand.N(int64(10))
	fmt.Println(n >= 0 && n < 10)
	defer func() { fmt.Println(recover()) }()
	r.IntN(-1)
}
