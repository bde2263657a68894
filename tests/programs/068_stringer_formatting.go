// How fmt uses methods: String, Error, GoString, Format, at depth and behind pointers.
package main

import "fmt"

type color int

func (c color) String() string { return [...]string{"red", "green"}[c] }

type temp float64

func (t *temp) String() string { return fmt.Sprintf("%.1f°", float64(*t)) }

type both struct{}

func (both) String() string { return "string" }
func (both) Error() string  { return "error" }

type gs struct{ n int }

func (gs) GoString() string { return "gs!" }

type custom struct{ a, b int }

func (c custom) Format(f fmt.State, verb rune) {
	w, wok := f.Width()
	p, pok := f.Precision()
	fmt.Fprintf(f, "%c[%d %v %d %v %v%v]", verb, w, wok, p, pok, f.Flag('+'), f.Flag('#'))
}

type wrap struct {
	C color
	T temp
	P *color
	E error
	u color
}

type bad struct{}

func (bad) String() string { panic("bad stringer") }

type nilok struct{}

func (n *nilok) String() string { return "nil receiver fine" }

type panicsNil struct{ s string }

func (p *panicsNil) String() string { return p.s }

func main() {
	c := color(1)
	t := temp(36.6)
	fmt.Println(c, &t, t, both{})
	fmt.Printf("%v %d %s %q %x %T %#v\n", c, c, c, c, c, c, c)
	fmt.Println(wrap{1, 2, nil, both{}, 1})
	fmt.Printf("%+v\n", wrap{E: both{}})
	fmt.Println([]color{0, 1}, map[color]color{0: 1}, [1]*temp{}, struct{ c color }{1})
	fmt.Printf("%v %#v %#v\n", gs{1}, gs{1}, []gs{{1}})
	fmt.Printf("%v|%+8.3d|%#s|%v\n", custom{}, custom{}, custom{}, []custom{{}, {}})
	fmt.Printf("%v %s\n", bad{}, bad{})
	var n *nilok
	var pn *panicsNil
	fmt.Println(n, pn)
	fmt.Printf("%v %s %d\n", error(nil), fmt.Stringer(nil), color(1))
	var e error
	fmt.Println(e, any(nil), []error{nil, both{}})
}
