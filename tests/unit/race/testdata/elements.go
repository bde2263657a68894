package main

import (
	"sort"
	"strings"
	"time"
)

type point struct{ x, y int }

type grid struct {
	cells [4]point
	name  string
}

// Elements of slices and arrays, whole structs, what the standard library reads.
func main() {
	numbers := []int{3, 1, 2}
	g := &grid{name: "a"}
	words := []string{"b", "a"}
	go func() {
		numbers[1] = 7
		g.cells[2].y = 5
		g.name = "b"
		sort.Strings(words)
	}()
	time.Sleep(20 * time.Millisecond)
	sum := 0
	for _, n := range numbers {
		sum += n
	}
	copied := g.cells[2]
	println(sum, copied.y)
	println(strings.ToUpper(g.name))
	println(strings.Join(words, " "))
	numbers[0] = 1
}
