// Conway's game of life with one goroutine per cell.
package main

import (
	"fmt"
	"strings"
	"sync"
)

const n = 6

type cell struct {
	alive bool
	in    chan bool
	out   []chan<- bool
}

func main() {
	cells := [n][n]*cell{}
	for y := range n {
		for x := range n {
			cells[y][x] = &cell{in: make(chan bool, 8)}
		}
	}
	for y := range n {
		for x := range n {
			for dy := -1; dy <= 1; dy++ {
				for dx := -1; dx <= 1; dx++ {
					if dx != 0 || dy != 0 {
						cells[y][x].out = append(cells[y][x].out, cells[(y+dy+n)%n][(x+dx+n)%n].in)
					}
				}
			}
		}
	}
	for _, p := range [][2]int{{1, 2}, {2, 2}, {3, 2}, {4, 4}, {4, 5}, {5, 4}, {5, 5}} {
		cells[p[1]][p[0]].alive = true
	}
	show := func() {
		var sb strings.Builder
		for _, row := range cells {
			for _, c := range row {
				sb.WriteByte(".#"[map[bool]int{true: 1}[c.alive]])
			}
			sb.WriteByte('\n')
		}
		fmt.Println(sb.String())
	}
	show()
	for range 3 {
		var send, recv sync.WaitGroup
		for _, row := range cells {
			for _, c := range row {
				send.Go(func() {
					for _, o := range c.out {
						o <- c.alive
					}
				})
			}
		}
		send.Wait()
		for _, row := range cells {
			for _, c := range row {
				recv.Go(func() {
					k := 0
					for range 8 {
						if <-c.in {
							k++
						}
					}
					c.alive = k == 3 || c.alive && k == 2
				})
			}
		}
		recv.Wait()
		show()
	}
}
