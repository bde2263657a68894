// A panic in main while other goroutines wait: only the panicking one is shown.
package main

import (
	"fmt"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	started := make(chan bool)
	for range 3 {
		wg.Go(func() {
			started <- true
			select {}
		})
	}
	for range 3 {
		<-started
	}
	var m map[string][]int
	fmt.Println(len(m["x"]))
	m["x"] = append(m["x"], 1)
}
