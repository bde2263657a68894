// Variadic functions: passing a slice shares it; methods, closures and any.
package main

import "fmt"

func set(xs ...int) {
	if len(xs) > 0 {
		xs[0] = 99
	}
}

func count(xs ...any) int { return len(xs) }

func join(sep string, parts ...string) (s string) {
	for i, p := range parts {
		if i > 0 {
			s += sep
		}
		s += p
	}
	return
}

type logger struct{ lines []string }

func (l *logger) logf(format string, args ...any) {
	l.lines = append(l.lines, fmt.Sprintf(format, args...))
}

func keep(xs ...int) []int { return xs }

type option func(*config)
type config struct {
	name string
	size int
}

func withName(n string) option { return func(c *config) { c.name = n } }
func withSize(n int) option    { return func(c *config) { c.size = n } }
func newConfig(opts ...option) config {
	c := config{"default", 1}
	for _, o := range opts {
		o(&c)
	}
	return c
}

func two() (any, any) { return 1, 2 }

func main() {
	s := []int{1, 2, 3}
	set(s...)
	fmt.Println(s)
	a, b := 1, 2
	set(a, b)
	fmt.Println(a, b)
	fmt.Println(count(), count(nil), count(nil, nil), count([]int{1, 2}), count([]any{1, 2}...), count([]any{1, 2}), count(two()))
	fmt.Println(join(", "), join(", ", "a"), join("-", "a", "b", "c"), join("/", []string{"x", "y"}...))
	var l logger
	l.logf("%d-%s", 1, "x")
	l.logf("no args")
	f := l.logf
	f("%v", []int{1})
	fmt.Printf("%q\n", l.lines)
	k := keep(s...)
	k[1] = -1
	k2 := keep(1, 2)
	k2[0] = 5
	fmt.Println(s, k2, keep() == nil)
	fmt.Println(newConfig(), newConfig(withSize(5), withName("n")))
	g := func(xs ...string) int { return len(xs) }
	fmt.Println(g("a", "b"), g())
	fmt.Printf("%T %T\n", g, keep)
	defer func(xs ...int) { fmt.Println("deferred", xs) }(1, 2)
	defer fmt.Println(s, "evaluated now")
}
