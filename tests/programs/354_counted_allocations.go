// Allocations that a program can count: arrays of slices that have outgrown theirs, buffers of builders.
package main

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

var sink []int

func main() {
	big := make([]int, 1000)
	count := func(what string, f func()) {
		fmt.Println(what, testing.AllocsPerRun(20, f))
	}
	count("room", func() { sink = append(big[:10], 1) })
	count("no room", func() { sink = append(big[:10:10], 1) })
	count("twice", func() {
		sink = append(big[:10:10], 1)
		sink = append(sink[:len(sink):len(sink)], big...)
	})
	count("grow", func() { sink = slices.Grow(big, 1) })
	count("room to grow", func() { sink = slices.Grow(big[:999], 1) })
	count("builder", func() {
		var b strings.Builder
		b.Grow(100)
		for range 100 {
			b.WriteByte('x')
		}
		_ = b.String()
	})
	count("growing builder", func() {
		var b strings.Builder
		for range 100 {
			b.WriteString("x")
		}
		_ = b.Len()
	})
}
