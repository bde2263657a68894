// Loops that count: their limits at the ends of the types, and steps that leap over them or go the other way.

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
}
