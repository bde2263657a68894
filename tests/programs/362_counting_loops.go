// Loops that count: their limits at the ends of the types, steps that leap over them, and bounds that change.

package main

import (
	"fmt"
	"math"
)

const most = 6

func up(name string, start, limit, step int) {
	fmt.Print(name)
	turns := 0
	for i := start; i < limit; i += step {
		fmt.Print(" ", i)
		if turns++; turns == most {
			break
		}
	}
	fmt.Println()
}

func upTo(name string, start, limit, step int) {
	fmt.Print(name)
	turns := 0
	for i := start; i <= limit; i += step {
		fmt.Print(" ", i)
		if turns++; turns == most {
			break
		}
	}
	fmt.Println()
}

func ones(limit int) {
	turns := 0
	for i := math.MaxInt - 2; i <= limit; i++ {
		fmt.Print(" ", i)
		if turns++; turns == most {
			break
		}
	}
	fmt.Println()
}

func fixed(start, limit int) {
	turns := 0
	for i := start; i < limit; i += 7 {
		fmt.Print(" ", i)
		if turns++; turns == most {
			break
		}
	}
	fmt.Println()
}

func narrow(limit int8) {
	turns := 0
	for i := int8(100); i <= limit; i += 9 {
		fmt.Print(" ", i)
		if turns++; turns == most {
			break
		}
	}
	for i := int8(-120); i > -128; i -= 3 {
		fmt.Print(" ", i)
		if turns++; turns == 2*most {
			break
		}
	}
	for i := uint8(2); i >= 0; i-- {
		fmt.Print(" ", i)
		if turns++; turns == 3*most {
			break
		}
	}
	for i := uint8(250); i < 255; i++ {
		fmt.Print(" ", i)
	}
	for i := uint(3); i > 0; i-- {
		fmt.Print(" ", i)
	}
	fmt.Println()
}

func down(low int) {
	for i := 5; i >= 0; i-- {
		fmt.Print(" ", i)
	}
	for i := 5; i > 0; i -= 2 {
		fmt.Print(" ", i)
	}
	turns := 0
	for i := math.MinInt + 2; i >= low; i-- {
		fmt.Print(" ", i)
		if turns++; turns == most {
			break
		}
	}
	for i := math.MinInt + 2; i > low; i-- {
		fmt.Print(" ", i)
	}
	fmt.Println()
}

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
	up("up", 0, 10, 3)
	up("never", 5, 5, 1)
	up("zero step", 0, 10, 0)
	up("negative step", 3, 10, -2)
	up("wraps", math.MaxInt-5, math.MaxInt, 3)
	up("wraps below", math.MaxInt-5, math.MaxInt-1, 4)
	up("large step", 0, math.MaxInt, math.MaxInt)
	up("large steps", 1, math.MaxInt, math.MaxInt/2+1)
	up("negative wraps", math.MinInt+1, 0, -2)
	upTo("to", 0, 9, 3)
	upTo("to most", math.MaxInt-4, math.MaxInt, 2)
	upTo("to one", math.MaxInt, math.MaxInt, 1)
	ones(math.MaxInt)
	ones(math.MaxInt - 1)
	fixed(math.MaxInt-20, math.MaxInt)
	fixed(math.MaxInt-20, math.MaxInt-6)
	narrow(math.MaxInt8)
	narrow(110)
	down(math.MinInt)
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
