// Jumps with goto forwards, backwards, out of blocks and loops.
package main

import "fmt"

func collatz(n int) (steps int) {
again:
	if n == 1 {
		return
	}
	steps++
	if n%2 == 0 {
		n /= 2
		goto again
	}
	n = 3*n + 1
	goto again
}

func find(rows [][]int, want int) (int, int) {
	var i, j int
	for i = range rows {
		for j = range rows[i] {
			if rows[i][j] == want {
				goto found
			}
		}
	}
	return -1, -1
found:
	return i, j
}

func retry() string {
	n := 0
start:
	n++
	switch {
	case n < 3:
		goto start
	case n == 3:
		goto done
	}
	return "never"
done:
	return fmt.Sprint("after ", n)
}

func closures() {
	i := 0
	var fs []func() int
top:
	j := i * 10
	fs = append(fs, func() int { j++; return j })
	i++
	if i < 3 {
		goto top
	}
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println()
}

func main() {
	fmt.Println(collatz(27), collatz(1))
	fmt.Println(find([][]int{{1, 2}, {3, 4}}, 3))
	fmt.Println(find([][]int{{1, 2}, {3, 4}}, 9))
	fmt.Println(retry())
	closures()
	for i := 0; i < 3; i++ {
		if i == 1 {
			goto next
		}
		fmt.Println("i", i)
	next:
	}
	goto end
end:
	fmt.Println("end")
}
