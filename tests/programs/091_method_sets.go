// Which methods a value, a pointer and an embedding have, seen through interfaces.
package main

import "fmt"

type V interface{ Val() string }
type P interface{ Ptr() string }
type VP interface {
	V
	P
}

type T struct{ name string }

func (t T) Val() string  { return "val " + t.name }
func (t *T) Ptr() string { t.name += "'"; return "ptr " + t.name }

type ByValue struct{ T }
type ByPtr struct{ *T }
type ByIface struct{ V }
type Shadow struct {
	T
	extra int
}

func (s Shadow) Val() string { return fmt.Sprint("shadow of ", s.T.Val()) }

type Two struct {
	ByValue
	ByPtr
}

func show(name string, x any) {
	_, v := x.(V)
	_, p := x.(P)
	_, vp := x.(VP)
	fmt.Println(name, v, p, vp)
}

func main() {
	t := T{"t"}
	show("T", t)
	show("*T", &t)
	show("ByValue", ByValue{t})
	show("*ByValue", &ByValue{t})
	show("ByPtr", ByPtr{&t})
	show("*ByPtr", &ByPtr{&t})
	show("ByIface", ByIface{t})
	show("Shadow", Shadow{T: t})
	show("Two", Two{})
	b := ByValue{T{"b"}}
	var p P = &b
	fmt.Println(p.Ptr(), b.name)
	bp := ByPtr{&t}
	var vp VP = bp
	vp.Ptr()
	fmt.Println(t.name, bp.name, vp.Val())
	s := Shadow{T{"s"}, 1}
	var v V = s
	s.name = "changed"
	fmt.Println(v.Val(), s.Val())
	f, g := s.Ptr, s.T.Ptr
	f()
	g()
	fmt.Println(s.name)
	fmt.Println(ByPtr.Val(bp), (*ByValue).Ptr(&b), VP.Val(&t))
	arr := [2]T{{"x"}, {"y"}}
	arr[1].Ptr()
	m := map[string]*T{"k": {"z"}}
	m["k"].Ptr()
	fmt.Println(arr, m["k"].name, (&arr[0]).Ptr(), arr[0].Val())
}
