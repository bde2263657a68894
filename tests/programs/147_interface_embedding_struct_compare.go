// Structs with embedded interfaces: delegation, partial overriding, comparison, type switches on the inside.
package main

import "fmt"

type Shape interface {
	Area() int
	Name() string
}

type Sq struct{ s int }

func (q Sq) Area() int    { return q.s * q.s }
func (q Sq) Name() string { return "sq" }

type Scaled struct {
	Shape
	k int
}

func (s Scaled) Area() int { return s.Shape.Area() * s.k * s.k }

type Renamed struct {
	Shape
	name string
}

func (r *Renamed) Name() string { return r.name + "/" + r.Shape.Name() }

type group []Shape

func (g group) Area() (n int) {
	for _, s := range g {
		n += s.Area()
	}
	return
}
func (g group) Name() string { return fmt.Sprint("group of ", len(g)) }

func unwrap(s Shape) string {
	switch x := s.(type) {
	case Sq:
		return fmt.Sprint("Sq", x.s)
	case Scaled:
		return "Scaled(" + unwrap(x.Shape) + ")"
	case *Renamed:
		return "Renamed(" + unwrap(x.Shape) + ")"
	case group:
		out := ""
		for _, m := range x {
			out += unwrap(m) + ";"
		}
		return "[" + out + "]"
	case nil:
		return "nil"
	}
	return "?"
}

func main() {
	a := Scaled{Sq{2}, 3}
	b := Scaled{Sq{2}, 3}
	c := Scaled{&Renamed{Sq{2}, "r"}, 3}
	fmt.Println(a.Area(), a.Name(), a == b, c.Area(), c.Name())
	fmt.Println(c == Scaled{c.Shape, 3}, c == Scaled{&Renamed{Sq{2}, "r"}, 3})
	var s Shape = Scaled{a, 2}
	fmt.Println(s.Area(), s.Name(), unwrap(s), s == Shape(Scaled{b, 2}))
	g := group{s, c, Sq{1}, group{}}
	fmt.Println(g.Area(), g.Name(), unwrap(g), unwrap(Scaled{}))
	m := map[Shape]int{a: 1, Sq{2}: 2}
	m[b]++
	fmt.Println(len(m), m[a], m[Sq{2}], m[Sq{3}])
	func() {
		defer func() { fmt.Println(recover()) }()
		m[g] = 1
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		m[Scaled{g, 1}] = 1
	}()
	func() {
		defer func() { fmt.Println(recover() != nil) }()
		fmt.Println(Scaled{k: 1}.Name())
	}()
	f, h := Shape.Area, Scaled.Name
	fmt.Println(f(c), h(c), Shape(g).(group)[2].Name())
	r := &Renamed{Sq{4}, "x"}
	name := r.Name
	area := r.Area
	r.Shape, r.name = Sq{5}, "y"
	fmt.Println(name(), area(), r.Area())
}
