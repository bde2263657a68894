// Defers in loops, in methods, with results of methods, and in recursive functions; unlocking patterns.
package main

import "fmt"

type lock struct {
	name string
	held int
	log  *[]string
}

func (l *lock) Lock() *lock {
	l.held++
	*l.log = append(*l.log, "+"+l.name)
	return l
}

func (l *lock) Unlock() {
	if l.held == 0 {
		panic("unlock of unlocked " + l.name)
	}
	l.held--
	*l.log = append(*l.log, "-"+l.name)
}

func with(ls []*lock, f func()) {
	for _, l := range ls {
		defer l.Lock().Unlock()
	}
	f()
}

func walk(n int, l *lock) (depth int) {
	defer l.Lock().Unlock()
	defer func() { depth++ }()
	if n == 0 {
		return 0
	}
	return walk(n-1, l)
}

func timer(log *[]string, name string) func(*error) {
	*log = append(*log, "start "+name)
	return func(err *error) {
		*log = append(*log, fmt.Sprint("stop ", name, " ", *err))
	}
}

func op(log *[]string, fail bool) (err error) {
	defer timer(log, "op")(&err)
	if fail {
		return fmt.Errorf("failed")
	}
	return nil
}

type stack []func()

func (s *stack) push(f func()) { *s = append(*s, f) }
func (s *stack) unwind() {
	for len(*s) > 0 {
		f := (*s)[len(*s)-1]
		*s = (*s)[:len(*s)-1]
		func() {
			defer func() {
				if r := recover(); r != nil {
					fmt.Println("cleanup failed:", r)
				}
			}()
			f()
		}()
	}
}

func main() {
	var log []string
	a, b := &lock{name: "a", log: &log}, &lock{name: "b", log: &log}
	with([]*lock{a, b, a}, func() { fmt.Println(a.held, b.held) })
	fmt.Println(log, a.held)
	log = nil
	fmt.Println(walk(3, b), len(log))
	func() {
		defer func() { fmt.Println(recover(), a.held, b.held) }()
		with([]*lock{a, b}, func() { a.Unlock(); panic("inside") })
	}()
	log = nil
	op(&log, true)
	op(&log, false)
	fmt.Printf("%q\n", log)
	var s stack
	defer s.unwind()
	for i := range 3 {
		s.push(func() {
			fmt.Println("cleanup", i)
			if i == 1 {
				var m map[int]int
				m[i] = i
			}
		})
	}
	for i := range 2 {
		for j := range 2 {
			defer func(k int) { fmt.Print(i, j, k, " ") }(i*10 + j)
		}
	}
}
