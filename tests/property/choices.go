// What the scheduler, select and map iteration choose, as numbers that can be counted over many runs.
package main

import (
	"fmt"
	"sync"
)

func main() {
	a, b := make(chan int, 1), make(chan int, 1)
	taken := 0
	for range 1000 {
		a <- 1
		b <- 1
		select {
		case <-a:
			taken++
			<-b
		case <-b:
			<-a
		}
	}
	fmt.Println(taken)

	m := map[int]bool{}
	for i := range 8 {
		m[i] = true
	}
	var starts [8]int
	for range 800 {
		for k := range m {
			starts[k]++
			break
		}
	}
	for _, n := range starts {
		fmt.Print(n, " ")
	}
	fmt.Println()

	var mu sync.Mutex
	var wg sync.WaitGroup
	order := ""
	for i := range 8 {
		wg.Go(func() {
			mu.Lock()
			order += fmt.Sprint(i)
			mu.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(order)
}
