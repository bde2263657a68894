// Waiting in a loop that does nothing, or nothing of use, until a variable is changed by somebody else.
package main

import (
	"fmt"
	"runtime"
	"time"
)

var done, ready bool
var stage int

func wait(p *bool) {
	for !*p {
	}
}

func main() {
	go func() {
		time.Sleep(3 * time.Millisecond)
		done = true
	}()
	for !done {
	}
	fmt.Println("done")

	go func() {
		for {
			if stage == 1 {
				break
			}
		}
		stage = 2
	}()
	turns := 0
	go func() { stage = 1 }()
	for stage != 2 {
		turns++
	}
	fmt.Println("stage", stage, turns >= 0)

	runtime.GOMAXPROCS(1)
	time.AfterFunc(2*time.Millisecond, func() { ready = true })
	wait(&ready)
	fmt.Println("ready")

	left := 3
	for i := range 3 {
		go func() {
			for left != i+1 {
			}
			left = i
		}()
	}
	for left != 0 {
	}
	fmt.Println("left", left)
}
