// Anonymous structs and struct types in composite literals, maps, slices, conversions.
package main

import "fmt"

type Point struct{ X, Y int }
type Vec struct{ X, Y int }
type tagged struct {
	X int `json:"x"`
	Y int
}

var table = []struct {
	in   string
	want int
}{
	{"a", 1},
	{in: "b"},
	{want: 3},
}

var config struct {
	Host string
	Opts struct {
		Debug bool
		Level int
	}
}

func get() struct{ A, B int } { return struct{ A, B int }{1, 2} }

func main() {
	for i, t := range table {
		fmt.Printf("%d %+v\n", i, t)
	}
	config.Host = "h"
	config.Opts.Level = 3
	fmt.Printf("%+v %T\n", config, config.Opts)
	p := Point{1, 2}
	v := Vec(p)
	v.X = 10
	t := tagged(p)
	fmt.Println(p, v, t, Point(t) == p)
	an := struct{ X, Y int }{5, 6}
	p = an
	an = v
	fmt.Println(p, an, p == struct{ X, Y int }{5, 6})
	ps := []Point{{1, 2}, {X: 3}}
	pp := []*Point{{4, 5}, {}}
	m := map[Point][]*Point{{1, 2}: {{7, 8}, nil}}
	arr := [...][2]Point{{{1, 1}}, 2: {1: {9, 9}}}
	fmt.Println(ps, *pp[0], *pp[1], *m[Point{1, 2}][0], arr, len(arr))
	mm := map[string]struct{ n, m int }{"a": {1, 2}}
	x := mm["a"]
	x.n++
	fmt.Println(mm, x, get().B, get() == struct{ A, B int }{1, 2})
	q := &struct {
		Point
		*Vec
		n int
	}{Point{1, 2}, &Vec{3, 4}, 5}
	q.Point.X = 11
	q.Vec.Y = 44
	fmt.Println(q.Point, *q.Vec, q.n)
	var e any = struct{}{}
	_, ok := e.(struct{})
	var f any = struct {
		A int `t:"1"`
	}{1}
	_, ok2 := f.(struct{ A int })
	fmt.Println(ok, ok2)
	fmt.Printf("%T %v\n", f, f)
	ch := make(chan struct {
		id  int
		err error
	}, 1)
	ch <- struct {
		id  int
		err error
	}{1, nil}
	fmt.Println(<-ch)
}
