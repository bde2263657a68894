// Strict turns between goroutines, by channels and by a condition.
package main

import (
	"fmt"
	"sync"
)

func ring(n, rounds int) []int {
	var out []int
	cs := make([]chan int, n)
	for i := range cs {
		cs[i] = make(chan int)
	}
	done := make(chan bool)
	for i := range cs {
		go func() {
			for v := range cs[i] {
				out = append(out, i*1000+v)
				if v == rounds {
					close(done)
					return
				}
				cs[(i+1)%n] <- v + 1
			}
		}()
	}
	cs[0] <- 0
	<-done
	return out
}

func main() {
	fmt.Println(ring(3, 7))
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	turn := 0
	var wg sync.WaitGroup
	text := []string{}
	for i, name := range []string{"ping", "pong", "pung"} {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			for range 3 {
				for turn%3 != i {
					c.Wait()
				}
				text = append(text, name)
				turn++
				c.Broadcast()
			}
		})
	}
	wg.Wait()
	fmt.Println(text)
	odd, even := make(chan int), make(chan int)
	go func() {
		for v := range odd {
			fmt.Print(v, " ")
			even <- v + 1
		}
		close(even)
	}()
	v := 1
	for v < 10 {
		odd <- v
		v = <-even
		fmt.Print(v, " ")
		v++
	}
	close(odd)
	<-even
	fmt.Println()
}
