// A negative index, of an array.
package main

import "fmt"

var arr [4]string

func main() {
	i := len(arr) - 1
	for ; ; i-- {
		fmt.Printf("%d %q\n", i, arr[i])
	}
}
