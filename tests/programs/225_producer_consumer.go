// Producers and consumers over a bounded channel; every item once.
package main

import (
	"fmt"
	"sync"
)

type item struct{ producer, n int }

func main() {
	c := make(chan item, 5)
	var prod, cons sync.WaitGroup
	for p := range 3 {
		prod.Go(func() {
			for n := range 20 {
				c <- item{p, n}
			}
		})
	}
	counts := make([]map[int][]int, 4)
	for i := range counts {
		counts[i] = map[int][]int{}
		cons.Go(func() {
			for it := range c {
				counts[i][it.producer] = append(counts[i][it.producer], it.n)
			}
		})
	}
	prod.Wait()
	close(c)
	cons.Wait()
	seen := [3][20]int{}
	increasing := true
	for _, m := range counts {
		for p, ns := range m {
			for i, n := range ns {
				seen[p][n]++
				increasing = increasing && (i == 0 || ns[i-1] < n)
			}
		}
	}
	once := true
	for _, row := range seen {
		for _, n := range row {
			once = once && n == 1
		}
	}
	fmt.Println(once, increasing)
}
