// A shift by a negative number, and one by a large number that is fine.
package main

import "fmt"

func shift(x uint32, n int) uint32 { return x << n }

func main() {
	for _, n := range []int{0, 31, 32, 1 << 40, -1} {
		fmt.Println(n, shift(3, n))
	}
}
