// Calls and panics in expressions of several lines have the line they stand on.

package main

import (
	"errors"
	"fmt"
	"runtime"
)

func here() int {
	_, _, line, _ := runtime.Caller(1)
	return line
}

type T struct{ p *T }

func (t *T) next(n int) *T { fmt.Println("next", n, here(), up()); return t }

func up() int {
	_, _, line, _ := runtime.Caller(2)
	return line
}

var global = []int{
	here(),
	here() +
		here(),
}

func try(f func()) {
	defer func() {
		e := recover()
		var pcs [20]uintptr
		n := runtime.Callers(0, pcs[:])
		frames := runtime.CallersFrames(pcs[:n])
		for {
			f, more := frames.Next()
			if f.Function != "runtime.Callers" && len(f.File) > 7 && f.File[len(f.File)-7:] == "ines.go" {
				fmt.Print(f.Line, " ")
			}
			if !more {
				break
			}
		}
		fmt.Println(e)
	}()
	f()
}

func main() {
	fmt.Println(global)
	t := &T{}
	t.
		next(1).
		next(here()).
		next(
			here())
	fmt.Println(
		here(),
		here(), here(),
		func() int {
			return here()
		}(),
		here(),
	)
	table := []struct {
		err  error
		line int
	}{
		{
			errors.New("x"),
			here(),
		},
		{errors.New("y"), here()},
	}
	for _, row := range table {
		fmt.Println(row.err, row.line)
	}
	m := map[string]int{
		"a": here(),
		"b": here(),
	}
	fmt.Println(m["a"], m["b"])
	if here() > 0 &&
		here() > 0 ||
		here() < 0 {
		fmt.Println(here())
	}
	switch here() {
	case here(),
		here():
	default:
		fmt.Println("no")
	}
	var s []int
	var np *T
	zero := 0
	try(func() {
		_ = 1 +
			s[zero]
	})
	try(func() {
		fmt.Println(1,
			2,
			np.p)
	})
	try(func() {
		fmt.Println(zero,
			5/zero)
	})
	var e any = "x"
	try(func() {
		fmt.Println(zero, []int{
			e.(int),
		})
	})
	return
}
