// Two-dimensional slices and the game of life.
package main

import "fmt"

type world [][]bool

func newWorld(n int) world {
	w := make(world, n)
	for i := range w {
		w[i] = make([]bool, n)
	}
	return w
}

func (w world) alive(x, y int) int {
	n := len(w)
	if w[(y+n)%n][(x+n)%n] {
		return 1
	}
	return 0
}

func (w world) next() world {
	r := newWorld(len(w))
	for y, row := range w {
		for x, cell := range row {
			n := -w.alive(x, y)
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					n += w.alive(x+dx, y+dy)
				}
			}
			r[y][x] = n == 3 || cell && n == 2
		}
	}
	return r
}

func (w world) print() {
	for _, row := range w {
		for _, c := range row {
			if c {
				fmt.Print("#")
			} else {
				fmt.Print(".")
			}
		}
		fmt.Println()
	}
	fmt.Println()
}

func main() {
	w := newWorld(6)
	for _, p := range [][2]int{{1, 0}, {2, 1}, {0, 2}, {1, 2}, {2, 2}} {
		w[p[1]][p[0]] = true
	}
	for range 4 {
		w.print()
		w = w.next()
	}
	tri := [][]int{}
	for i := range 6 {
		row := make([]int, i+1)
		row[0], row[i] = 1, 1
		for j := 1; j < i; j++ {
			row[j] = tri[i-1][j-1] + tri[i-1][j]
		}
		tri = append(tri, row)
	}
	fmt.Println(tri)
}
