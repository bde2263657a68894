// A small program with a bit of everything: a spreadsheet with formulas, dependencies and cycles.
package main

import (
	"errors"
	"fmt"
)

type cellRef struct {
	col byte
	row int
}

func (c cellRef) String() string { return fmt.Sprintf("%c%d", c.col, c.row) }

type value = float64

type formula func(get func(cellRef) value) value

type cell struct {
	f     formula
	v     value
	state int8
}

type sheet struct {
	cells map[cellRef]*cell
	evals int
}

var errCycle = errors.New("cycle")

type cellError struct {
	at  cellRef
	err error
}

func (e cellError) Error() string { return e.at.String() + ": " + e.err.Error() }
func (e cellError) Unwrap() error { return e.err }

func ref(s string) (r cellRef) {
	for i, c := range []byte(s) {
		if i == 0 {
			r.col = c
			continue
		}
		r.row = r.row*10 + int(c-'0')
	}
	return
}

func (s *sheet) set(at string, f formula) {
	if s.cells == nil {
		s.cells = make(map[cellRef]*cell)
	}
	s.cells[ref(at)] = &cell{f: f}
}

func (s *sheet) get(at cellRef) value {
	c, ok := s.cells[at]
	switch {
	case !ok:
		return 0
	case c.state == 1:
		panic(cellError{at, errCycle})
	case c.state == 2:
		return c.v
	}
	c.state = 1
	defer func() {
		if r := recover(); r != nil {
			c.state = 0
			panic(r)
		}
	}()
	s.evals++
	c.v, c.state = c.f(s.get), 2
	return c.v
}

func (s *sheet) eval(at string) (v value, err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case error:
			err = fmt.Errorf("eval %s: %w", at, r)
		default:
			panic(r)
		}
	}()
	return s.get(ref(at)), nil
}

func konst(v value) formula { return func(func(cellRef) value) value { return v } }

func sum(refs ...string) formula {
	return func(get func(cellRef) value) (t value) {
		for _, r := range refs {
			t += get(ref(r))
		}
		return
	}
}

func main() {
	var s sheet
	s.set("A1", konst(2))
	s.set("A2", konst(3.5))
	s.set("A3", sum("A1", "A2", "A1"))
	s.set("B1", func(get func(cellRef) value) value { return get(ref("A3")) * get(ref("A3")) })
	s.set("C1", sum("C2"))
	s.set("C2", sum("C3", "A1"))
	s.set("C3", sum("C1"))
	s.set("D10", func(func(cellRef) value) value { var a []int; return value(a[s.evals]) })
	for _, at := range []string{"B1", "A3", "Z9", "C2", "D10"} {
		v, err := s.eval(at)
		fmt.Println(at, v, err, errors.Is(err, errCycle), s.evals)
	}
	var ce cellError
	_, err := s.eval("C1")
	fmt.Println(errors.As(err, &ce), ce.at, s.cells[ref("C1")].state)
}
