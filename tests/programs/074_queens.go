// The eight queens, by recursion over a slice and over bit sets.
package main

import "fmt"

func place(board []int, row, n int, found func([]int)) {
	if row == n {
		found(board)
		return
	}
next:
	for col := range n {
		for r, c := range board {
			if c == col || c-col == row-r || col-c == row-r {
				continue next
			}
		}
		place(append(board, col), row+1, n, found)
	}
}

func count(all, cols, left, right uint) (n int) {
	if cols == all {
		return 1
	}
	for free := all &^ (cols | left | right); free != 0; {
		bit := free & -free
		free ^= bit
		n += count(all, cols|bit, (left|bit)<<1, (right|bit)>>1)
	}
	return
}

func main() {
	total := 0
	var first []int
	place(nil, 0, 6, func(b []int) {
		total++
		if first == nil {
			first = append(first, b...)
		}
	})
	fmt.Println(total, first)
	for n := range 8 {
		fmt.Print(count(1<<(n+1)-1, 0, 0, 0), " ")
	}
	fmt.Println()
	for _, c := range first {
		for i := range first {
			if i == c {
				fmt.Print("Q")
			} else {
				fmt.Print(".")
			}
		}
		fmt.Println()
	}
}
