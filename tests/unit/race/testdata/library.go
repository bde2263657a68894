package main

import (
	"bytes"
	"encoding/binary"
	"flag"
	"slices"
	"time"
)

//go:noinline
func use(x ...any) {}

func both(first, second func()) {
	go first()
	time.Sleep(20 * time.Millisecond)
	second()
}

// The library's code reads and writes what it is given: generic functions, integers in bytes, times and flags.
func main() {
	a := []int{3, 1, 2}
	both(func() { use(slices.Index(a, 2)) }, func() { a[0] = 7 })
	b := []int{3, 1, 2}
	both(func() { use(slices.Contains(b, 2)) }, func() { b[1] = 7 })
	c := []int{3, 1, 2}
	both(func() { slices.Reverse(c) }, func() { use(c[0]) })
	d := []byte("abcd")
	both(func() { use(binary.LittleEndian.Uint32(d)) }, func() { d[3] = 'x' })
	e := []byte("abcd")
	both(func() { binary.BigEndian.PutUint16(e[2:], 5) }, func() { e[3] = 'x' })
	f := []byte("abcd")
	both(func() { use(bytes.LastIndexByte(f, 'c')) }, func() { f[2] = 'x' })
	t := time.Now()
	both(func() { t.UnmarshalText([]byte("2006-01-02T15:04:05Z")) }, func() { use(t) })
	both(func() { use(time.Now()) }, func() { time.Local = time.UTC })
	flags := flag.NewFlagSet("x", flag.ContinueOnError)
	n := flags.Int("n", 1, "")
	both(func() { flags.Parse([]string{"-n", "5"}) }, func() { use(*n) })
}
