package main

import "time"

var x int

// What others do after the end of main counts for a second.
func main() {
	go func() {
		time.Sleep(300 * time.Millisecond)
		x = 1
		println("late")
		time.Sleep(2 * time.Second)
		println("too late")
	}()
	x = 2
	time.Sleep(10 * time.Millisecond)
	x = 3
}
