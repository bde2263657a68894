// Loops that count whose variable, limit or step changes, is kept by a closure or jumped over.

package main

import "fmt"

func changed(n int) {
	for i := 0; i < n; i++ {
		if i == 2 {
			i = 4
		}
		fmt.Print(" ", i)
	}
	for i := 0; i < n; i++ {
		if i == 3 {
			n--
		}
		fmt.Print(" ", i)
	}
	step := 1
	for i := 0; i < 40; i += step {
		step *= 2
		fmt.Print(" ", i)
	}
	s := []int{1, 2, 3}
	for i := 0; i < len(s); i++ {
		if len(s) < 6 {
			s = append(s, i)
		}
		fmt.Print(" ", s[i])
	}
	p := &n
	for i := 0; i < n; i++ {
		*p = 3
		fmt.Print(" ", i)
	}
	fmt.Println()
}

func after(n int) int {
	var i int
	for i = 0; i < n; i++ {
		if i == 100 {
			break
		}
	}
	return i
}

func again(n int) {
	i := 0
	for turn := 0; turn < 2; turn++ {
		for ; i < n; i++ {
			fmt.Print(" ", i)
		}
		n += 2
	}
	fmt.Println()
}

func closures() {
	var all []func() int
	for i := 0; i < 3; i++ {
		all = append(all, func() int { i++; return i })
	}
	var pointers []*int
	for i := 0; i < 3; i++ {
		pointers = append(pointers, &i)
	}
	for i := range all {
		fmt.Print(" ", all[i](), all[i](), *pointers[i])
	}
	var read []func() int
	for i := 0; i < 3; i++ {
		read = append(read, func() int { return i })
	}
	for _, f := range read {
		fmt.Print(" ", f())
	}
	fmt.Println()
}

func jumps(n int) {
outer:
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			switch {
			case j == 1:
				continue
			case j == 3:
				continue outer
			case i == 3:
				break outer
			}
			fmt.Print(" ", i, j)
		}
	}
	tries := 0
restart:
	for i := 0; i < 3; i++ {
		fmt.Print(" ", i)
		if i == 1 && tries < 2 {
			tries++
			goto restart
		}
	}
	for i := 0; i < 4; i++ {
		if i%2 == 0 {
			goto next
		}
		fmt.Print(" odd ", i)
	next:
	}
	fmt.Println()
}

func sieve(n int) int {
	composite := make([]bool, n+1)
	count := 0
	for i := 2; i <= n; i++ {
		if composite[i] {
			continue
		}
		count++
		for j := i * i; j <= n; j += i {
			composite[j] = true
		}
	}
	return count
}

func main() {
	changed(6)
	fmt.Println(after(5), after(0), after(1000))
	again(3)
	closures()
	jumps(5)
	fmt.Println(sieve(1000))
	defer func() { fmt.Println(recover()) }()
	s := make([]int, 3)
	for i := 0; i <= len(s); i++ {
		fmt.Println(s[i])
	}
}
