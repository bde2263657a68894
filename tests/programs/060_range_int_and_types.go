// Ranging over integers of several types, with closures and typed bounds.
package main

import "fmt"

type tiny int8

const n = 3

func main() {
	for i := range n {
		fmt.Printf("%T:%v ", i, i)
	}
	for i := range tiny(2) {
		fmt.Printf("%T:%v ", i, i)
	}
	var u16 uint16 = 2
	for i := range u16 {
		fmt.Printf("%T:%v ", i, i)
	}
	for i := range 'c' - 'a' {
		fmt.Printf("%T:%v ", i, i)
	}
	fmt.Println()
	var fs []func()
	for i := range 3 {
		i *= 2
		fs = append(fs, func() { i++; fmt.Print(i, " ") })
	}
	for range 2 {
		for _, f := range fs {
			f()
		}
	}
	fmt.Println()
	var i int64
	for i = range 5 {
		if i == 3 {
			break
		}
	}
	fmt.Println(i)
	sum := 0
	for i := range 10 {
		for j := range i {
			if j > 3 {
				break
			}
			sum += i * j
		}
	}
	fmt.Println(sum)
	for range 0 {
		fmt.Println("never")
	}
	var max uint8
	for max = range uint8(255) {
	}
	fmt.Println(max)
	func() {
		for i := range 3 {
			defer fmt.Print("d", i, " ")
		}
	}()
	fmt.Println()
}
