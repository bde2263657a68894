// Structs and arrays that lie within others: named, copied and assigned as a whole.
package main

import (
	"fmt"
	"time"
)

type point struct{ x, y int }

type pair struct {
	ps [2]*point
	in [2]point
}

type huge []struct{}

const step = 20 * time.Millisecond

// after runs one function after another, each in a goroutine of its own, with nothing that orders them.
func after(fs ...func()) {
	for i, f := range fs {
		go func() {
			time.Sleep(time.Duration(i) * step)
			f()
		}()
	}
	time.Sleep(time.Duration(len(fs)+1) * step)
}

func same(yes bool) int {
	if yes {
		return 1
	}
	return 0
}

func main() {
	// What pointers point to is not a part of the array.
	h := &pair{ps: [2]*point{{1, 2}, {3, 4}}}
	var copied pair
	after(
		func() { h.ps[0].x++ },
		func() { copied = *h },
	)
	fmt.Println(copied.ps[0].x)

	// An element of an element is written, then the whole.
	var a, b [2][2]point
	after(
		func() { a[0][1].y = 1 },
		func() { a = b },
	)

	// To take the address of an element is no access.
	s := []point{{1, 2}, {3, 4}}
	t := []point{{5, 6}}
	var p *point
	after(
		func() { copy(s, t) },
		func() { p = &s[0] },
	)
	fmt.Println(p.x)

	// Both goroutines append in the same place.
	u := make([]point, 0, 4)
	after(
		func() { _ = append(u, point{1, 2}) },
		func() { _ = append(u, point{3, 4}) },
	)

	// A comparison ends with the first difference.
	c, d := point{1, 2}, point{3, 2}
	after(
		func() { c.y = 1 },
		func() { copied.in[0].x = same(c == d) },
	)
	e, f := &pair{}, &pair{}
	after(
		func() { e.in[1].y = 1 },
		func() { copied.in[0].y = same(e.in[1] == f.in[1]) },
	)

	// Values without size share nothing, however many.
	v := make(huge, 1<<40)
	w := make(huge, 1)
	after(
		func() { w = append(w, v...) },
	)
	after(
		func() { clear(v) },
		func() { copy(v, v[1:]) },
	)
	fmt.Println(len(w))
}
