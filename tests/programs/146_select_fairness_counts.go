// A select of two ready channels chooses each of them some of the time; one that is not ready, never.
package main

import "fmt"

func main() {
	a, b, never := make(chan int, 1000), make(chan int, 1000), make(chan int)
	for range 1000 {
		a <- 1
		b <- 2
	}
	na, nb := 0, 0
	for range 1000 {
		select {
		case <-a:
			na++
		case <-b:
			nb++
		case <-never:
			fmt.Println("never")
		}
	}
	fmt.Println(na+nb, na > 350, nb > 350, len(a)+len(b))
	counts := [4]int{}
	cs := [4]chan int{}
	for i := range cs {
		cs[i] = make(chan int)
		close(cs[i])
	}
	for range 4000 {
		select {
		case <-cs[0]:
			counts[0]++
		case <-cs[1]:
			counts[1]++
		case <-cs[2]:
			counts[2]++
		case <-cs[3]:
			counts[3]++
		}
	}
	ok := true
	for _, n := range counts {
		ok = ok && n > 700 && n < 1300
	}
	fmt.Println(ok)
	seen := map[int]bool{}
	m := map[int]bool{1: true, 2: true, 3: true, 4: true, 5: true, 6: true, 7: true, 8: true}
	for range 200 {
		for k := range m {
			seen[k] = true
			break
		}
	}
	fmt.Println(len(seen) > 4)
	full := make(chan int, 1)
	full <- 1
	sent := 0
	for range 100 {
		select {
		case full <- 2:
			sent++
		default:
		}
	}
	fmt.Println(sent, <-full)
}
