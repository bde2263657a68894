// Slice bounds of a string, the wrong way round.
package main

import "fmt"

func main() {
	s := "hello"
	for lo := range 5 {
		fmt.Println(s[lo:2])
	}
}
