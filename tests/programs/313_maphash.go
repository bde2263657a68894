// Package hash/maphash: what holds for any seed.
package main

import (
	"fmt"
	"hash/maphash"
	"strings"
)

type key struct {
	a int
	b string
}

func main() {
	seed := maphash.MakeSeed()
	var h maphash.Hash
	h.SetSeed(seed)
	h.WriteString("hello, ")
	h.WriteString("world")
	one := h.Sum64()
	h.Reset()
	h.WriteString("hello, world")
	fmt.Println(one == h.Sum64(), one == maphash.String(seed, "hello, world"), one == maphash.Bytes(seed, []byte("hello, world")), h.Seed() == seed)
	fmt.Println(maphash.Comparable(seed, key{1, "x"}) == maphash.Comparable(seed, key{1, strings.Repeat("x", 1)}))
	var zero maphash.Hash
	zero.WriteByte('a')
	fmt.Println(zero.Sum64() == zero.Sum64(), zero.Size(), zero.BlockSize())
	seen := map[uint64]bool{}
	for i := range 1000 {
		seen[maphash.String(seed, fmt.Sprint(i))] = true
	}
	fmt.Println(len(seen))
}
