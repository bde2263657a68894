package main

type shape interface {
	area() int
	grow(*int) shape
}

type square struct{ side *int }

func (s square) area() int         { return *s.side * *s.side }
func (s square) grow(n *int) shape { *s.side += *n; return s }

type dot int

func (d *dot) area() int         { return int(*d) }
func (d *dot) grow(n *int) shape { return d }

type wrapped struct {
	shape
	name string
}

func known() int {
	n := 2
	var s shape = square{&n}
	m := 3
	s.grow(&m)
	return s.area()
}

func unknown(s shape) shape {
	n := 1
	return s.grow(&n)
}

func several(b bool) int {
	d := dot(1)
	var s shape = &d
	if b {
		e := dot(2)
		s = &e
	}
	return s.area()
}

func embedded(w wrapped) int { return w.area() }

func asserted(v any) *int {
	switch v := v.(type) {
	case *int:
		return v
	case square:
		return v.side
	case shape:
		v.area()
	}
	if s, ok := v.(*square); ok {
		return s.side
	}
	return nil
}

func boxed() (any, any, any, any) {
	a, b, c := 1, "text", [3]int{1, 2, 3}
	const k = 300
	return a, b, c, k
}

type bad struct{ reason string }

func (e *bad) Error() string { return e.reason }

func fails(n int) error {
	if n > 0 {
		return &bad{"positive"}
	}
	panic(bad{"negative"})
}

func main() {
	known()
	unknown(nil)
	several(true)
	embedded(wrapped{})
	asserted(1)
	boxed()
	fails(1)
}
