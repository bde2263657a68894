package main

import "time"

var x int

// A panic ends the program as it would without the detector.
func main() {
	go func() { x = 1 }()
	time.Sleep(10 * time.Millisecond)
	x = 2
	panic("over")
}
