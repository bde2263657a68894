package main

import "time"

var x int

func write(v int) { x = v }

// The same pair of lines once, the same variable at other lines again.
func main() {
	for i := range 3 {
		go func() {
			time.Sleep(time.Duration(i+1) * 20 * time.Millisecond)
			write(i)
		}()
	}
	time.Sleep(10 * time.Millisecond)
	x = 3
	time.Sleep(100 * time.Millisecond)
	x = 4
	println(x)
}
