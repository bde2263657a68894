package main

import (
	"fmt"
	"math/rand"
	randv2 "math/rand/v2"
	"sync"
	"time"
)

func main() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	order := ""
	for i := range 8 {
		wg.Go(func() {
			for range 3 {
				mu.Lock()
				order += fmt.Sprint(i)
				mu.Unlock()
				time.Sleep(time.Duration(rand.Intn(3)) * time.Millisecond)
			}
		})
	}
	wg.Wait()
	fmt.Println("order", order)
	m := map[string]int{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}
	for k := range m {
		fmt.Print(k)
	}
	fmt.Println()
	a, b := make(chan int, 1), make(chan int, 1)
	picked := 0
	for range 20 {
		a <- 1
		b <- 1
		select {
		case <-a:
			picked++
			<-b
		case <-b:
			<-a
		}
	}
	fmt.Println("picked", picked)
	fmt.Println(rand.Int(), randv2.Int(), randv2.Perm(5))
	fmt.Println(time.Now().UnixNano())
	x := new(int)
	fmt.Printf("%p\n", x)
}
