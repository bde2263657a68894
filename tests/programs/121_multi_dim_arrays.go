// Arrays of arrays: literals, copies of rows, pointers into them, ranges, comparisons, as map keys.
package main

import "fmt"

const n = 3

type board [n][n]byte

func (b board) String() (s string) {
	for _, row := range b {
		for _, c := range row {
			if c == 0 {
				c = '.'
			}
			s += string(rune(c))
		}
		s += "/"
	}
	return
}

func (b board) winner() byte {
	lines := [...][n][2]int{
		{{0, 0}, {0, 1}, {0, 2}}, {{1, 0}, {1, 1}, {1, 2}}, {{2, 0}, {2, 1}, {2, 2}},
		{{0, 0}, {1, 0}, {2, 0}}, {{0, 1}, {1, 1}, {2, 1}}, {{0, 2}, {1, 2}, {2, 2}},
		{{0, 0}, {1, 1}, {2, 2}}, {{0, 2}, {1, 1}, {2, 0}},
	}
	for _, l := range lines {
		if c := b[l[0][0]][l[0][1]]; c != 0 && c == b[l[1][0]][l[1][1]] && c == b[l[2][0]][l[2][1]] {
			return c
		}
	}
	return 0
}

func (b board) free() (ps [][2]int) {
	for y, row := range b {
		for x, c := range row {
			if c == 0 {
				ps = append(ps, [2]int{y, x})
			}
		}
	}
	return
}

var seen = map[board]int{}

func solve(b board, me, you byte) int {
	if v, ok := seen[b]; ok {
		return v
	}
	if b.winner() == you {
		return -1
	}
	free := b.free()
	if len(free) == 0 {
		return 0
	}
	best := -1
	for _, p := range free {
		next := b
		next[p[0]][p[1]] = me
		best = max(best, -solve(next, you, me))
	}
	seen[b] = best
	return best
}

func main() {
	var b board
	b[1][1] = 'x'
	b[0][0] = 'o'
	c := b
	row := &c[2]
	row[0] = 'x'
	fmt.Println(b, c, b == c, b[1] == c[1])
	fmt.Println(solve(b, 'x', 'o'), len(seen))
	c[0][2] = 'x'
	fmt.Printf("%c %d\n", c.winner(), solve(c, 'o', 'x'))
	rows := [][n]byte{c[0], c[1]}
	rows[0][0] = '!'
	sl := c[1][:]
	sl[0] = '?'
	fmt.Println(c, string(rows[0][:]), len(c), len(c[0]), len(c[0][1:]))
	var cube [2][3][4]int
	for i := range cube {
		for j := range cube[i] {
			for k := range cube[i][j] {
				cube[i][j][k] = i*100 + j*10 + k
			}
		}
	}
	plane := cube[1]
	cube[1][2][3] = -1
	fmt.Println(plane[2], cube[1][2], len(cube[0][0]))
}
