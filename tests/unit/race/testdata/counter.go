package main

import (
	"fmt"
	"time"
)

type counter struct{ n int }

func (c *counter) add() { c.n++ }

var total int

func main() {
	c := &counter{}
	for i := range 2 {
		go func() {
			time.Sleep(time.Duration(i+1) * 10 * time.Millisecond)
			c.add()
			total += i
		}()
	}
	time.Sleep(50 * time.Millisecond)
	fmt.Println("done")
}
