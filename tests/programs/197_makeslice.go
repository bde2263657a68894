// make with a length that is negative, or larger than the capacity, or too large.
package main

import "fmt"

func try(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

var neg, big, zero = -1, 1 << 62, 0

func main() {
	try(func() { _ = len(make([]int, neg)) })
	try(func() { _ = len(make([]int, big)) })
	try(func() { _ = len(make([]int, 1, zero)) })
	try(func() { _ = len(make([]byte, 0, neg)) })
	try(func() { _ = len(make([]struct{}, neg)) })
	try(func() { fmt.Println(len(make([]struct{}, 1<<40))) })
	try(func() { m := make(map[int]int, neg); m[1]++; fmt.Println(m) })
	try(func() { _ = make(chan int, neg) })
	try(func() { _ = make(chan [1 << 10]int, big) })
	try(func() { fmt.Println(len(make([]int, int8(3), uint8(200)))) })
	s := make([]int, zero-5)
	fmt.Println(s)
}
