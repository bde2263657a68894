// Methods of variables, by reflection: the receiver is what the variable holds when the method is called.
package main

import (
	"fmt"
	"reflect"
)

type P struct{ X, Y int }

func (p P) Sum() int    { return p.X + p.Y }
func (p *P) Set(v int)  { p.Y = v }
func (p P) Add(v int) P { p.X += v; return p }

type N int

func (n N) Twice() N { return 2 * n }

type A [3]int

func (a A) Last() int { return a[2] }

func main() {
	p := &P{1, 2}
	v := reflect.ValueOf(p).Elem()
	sum := v.MethodByName("Sum")
	f := sum.Interface().(func() int)
	add := v.Method(0)
	set := v.Addr().MethodByName("Set")
	p.Y = 5
	fmt.Println(sum.Call(nil)[0], f(), add.Call([]reflect.Value{reflect.ValueOf(10)})[0], *p)
	set.Call([]reflect.Value{reflect.ValueOf(7)})
	fmt.Println(sum.Call(nil)[0], f())
	n := N(3)
	tw := reflect.ValueOf(&n).Elem().Method(0)
	n = 4
	fmt.Println(tw.Call(nil)[0])
	a := A{1, 2, 3}
	last := reflect.ValueOf(&a).Elem().Method(0)
	a[2] = 9
	fmt.Println(last.Call(nil)[0])
	var s fmt.Stringer = reflect.ValueOf(1)
	str := reflect.ValueOf(&s).Elem().Method(0)
	s = reflect.ValueOf("x")
	fmt.Println(str.Call(nil)[0])
	pp := &p
	ps := reflect.ValueOf(pp).Elem().MethodByName("Sum")
	p = &P{100, 200}
	fmt.Println(ps.Call(nil)[0])
	m, _ := reflect.TypeOf(*p).MethodByName("Sum")
	fmt.Println(m.Func.Call([]reflect.Value{reflect.ValueOf(p).Elem()})[0])
}
