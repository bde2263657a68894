// Goto forward and back between several labels of one block.
package main

import "fmt"

func f(n int) int {
	s := 0
	i := 0
	goto Skip
Loop:
	s += i
	if s > 50 {
		return -s
	}
Skip:
	i++
	for j := 0; j < 3; j++ {
		switch {
		case i%5 == 0:
			s++
			goto Done
		case j == 2 && i < n:
			goto Loop
		}
	}
	s += 100
	goto Loop2
Loop2:
	if s < 300 {
		s += 100
		goto Skip
	}
Done:
	return s
}

func g() (out []int) {
	n := 0
	switch n {
	case 0:
		goto A
	}
B:
	for i := 0; i < 3; i++ {
		if i == 1 {
			continue B
		}
		if n > 5 {
			break B
		}
		out = append(out, i)
	}
	return
A:
	n++
	if n < 8 {
		out = append(out, -n)
		if n%2 == 0 {
			goto B
		}
		goto A
	}
	goto B
}
func main() { fmt.Println(f(1), f(2), f(3), f(10), f(4), g()) }
