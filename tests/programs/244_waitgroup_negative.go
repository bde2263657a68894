// A WaitGroup that goes below zero panics, unrecovered.
package main

import "sync"

func main() {
	var wg sync.WaitGroup
	wg.Add(1)
	wg.Done()
	println("once is fine")
	wg.Done()
}
