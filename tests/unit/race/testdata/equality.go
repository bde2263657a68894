package main

import "time"

//go:noinline
func use(x ...any) {}

func both(first, second func()) {
	go first()
	time.Sleep(10 * time.Millisecond)
	second()
}

type small struct {
	a int
	s string
	b int
}
type strs struct{ a, b string }
type big struct{ a, b, c, d, e int }
type bigs struct{ a, b, c string }
type ifc struct {
	s string
	i any
	n int
}
type fl struct {
	a float64
	n int
}
type in struct{ x, y int }
type nest struct {
	n  int
	in in
}
type nests struct {
	n  int
	in strs
}
type pad struct {
	a int8
	b int64
	c int8
}
type arrs struct {
	a [2]int
	b int
}
type blank struct {
	a int
	_ int
	b int
}
type one struct{ s string }
type ptr struct {
	p *int
	n int
}

var x8, y8 [8]byte

// What is read of values that are compared: both as a whole, or what comes before the first difference, in the compiler's order.
func main() {
	v1, w1 := small{1, "a", 2}, small{2, "a", 2}
	both(func() { use(v1 == w1) }, func() { v1.b = 5 })
	v2, w2 := small{1, "a", 2}, small{1, "b", 2}
	both(func() { use(v2 == w2) }, func() { w2.b = 5 })
	v3, w3 := small{1, "a", 2}, small{1, "bb", 2}
	both(func() { use(v3 == w3) }, func() { w3.b = 5 })
	v4, w4 := strs{"a", "b"}, strs{"x", "y"}
	both(func() { use(v4 == w4) }, func() { w4.b = "z" })
	v5, w5 := strs{"aa", "b"}, strs{"x", "y"}
	both(func() { use(v5 != w5) }, func() { w5.b = "z" })
	v6, w6 := big{}, big{a: 1}
	both(func() { use(v6 == w6) }, func() { w6.e = 2 })
	v7, w7 := bigs{}, bigs{a: "1"}
	both(func() { use(v7 == w7) }, func() { w7.c = "2" })
	v8, w8 := ifc{"a", 1, 1}, ifc{"b", 1, 1}
	both(func() { use(v8 == w8) }, func() { w8.n = 2 })
	v9, w9 := ifc{"a", 1, 1}, ifc{"a", 2, 1}
	both(func() { use(v9 == w9) }, func() { w9.n = 2 })
	v10, w10 := ifc{"a", 1, 1}, ifc{"a", 1, 1}
	both(func() { use(v10 == w10) }, func() { w10.n = 2 })
	v11, w11 := fl{1, 1}, fl{2, 1}
	both(func() { use(v11 == w11) }, func() { w11.n = 2 })
	v12, w12 := fl{1, 1}, fl{1, 1}
	both(func() { use(v12 == w12) }, func() { w12.n = 2 })
	v13, w13 := nest{1, in{}}, nest{2, in{}}
	both(func() { use(v13 == w13) }, func() { w13.in.y = 2 })
	v14, w14 := nest{1, in{1, 2}}, nest{1, in{2, 2}}
	both(func() { use(v14 == w14) }, func() { w14.in.y = 2 })
	v15, w15 := nests{1, strs{}}, nests{2, strs{}}
	both(func() { use(v15 == w15) }, func() { w15.in.b = "a" })
	v16, w16 := pad{1, 1, 1}, pad{2, 1, 1}
	both(func() { use(v16 == w16) }, func() { w16.c = 2 })
	v17, w17 := arrs{[2]int{1, 2}, 1}, arrs{[2]int{1, 3}, 1}
	both(func() { use(v17 == w17) }, func() { w17.b = 2 })
	v18, w18 := blank{a: 1}, blank{a: 2}
	both(func() { use(v18 == w18) }, func() { w18.b = 2 })
	v19, w19 := one{"a"}, one{"b"}
	both(func() { use(v19 == w19) }, func() { w19.s = "c" })
	v20, w20 := ptr{nil, 1}, ptr{new(int), 1}
	both(func() { use(v20 == w20) }, func() { w20.n = 2 })

	a1, b1 := [2]string{"a", "b"}, [2]string{"x", "b"}
	both(func() { use(a1 == b1) }, func() { b1[1] = "z" })
	a2, b2 := [2]int{1, 2}, [2]int{2, 2}
	both(func() { use(a2 == b2) }, func() { b2[1] = 3 })
	a3, b3 := [5]int{1, 2}, [5]int{2, 2}
	both(func() { use(a3 == b3) }, func() { b3[4] = 3 })
	a4, b4 := [2]float64{1, 2}, [2]float64{2, 2}
	both(func() { use(a4 == b4) }, func() { b4[1] = 3 })
	a7, b7 := [2]*int{}, [2]*int{new(int), nil}
	both(func() { use(a7 == b7) }, func() { b7[1] = new(int) })
	both(func() { use(x8 == y8) }, func() { y8[7] = 3 })
	a9, b9 := [6]int16{1}, [6]int16{2}
	both(func() { use(a9 == b9) }, func() { b9[3] = 3 })
	a10, b10 := [6]int16{1}, [6]int16{2}
	both(func() { use(a10 == b10) }, func() { b10[4] = 3 })
	a11, b11 := [2]in{{1, 2}, {3, 4}}, [2]in{{2, 2}, {3, 4}}
	both(func() { use(a11 == b11) }, func() { b11[1].y = 3 })
	a12, b12 := [1]in{{1, 2}}, [1]in{{2, 2}}
	both(func() { use(a12 == b12) }, func() { b12[0].y = 3 })
	a13, b13 := [1]string{"a"}, [1]string{"b"}
	both(func() { use(a13 == b13) }, func() { b13[0] = "z" })
	a14, b14 := [4]bool{true}, [4]bool{}
	both(func() { use(a14 == b14) }, func() { b14[3] = true })
	a15, b15 := [20]bool{true}, [20]bool{}
	both(func() { use(a15 == b15) }, func() { b15[19] = true })
	a16, b16 := [3]complex128{1}, [3]complex128{2}
	both(func() { use(a16 == b16) }, func() { b16[2] = 1 })
	a17, b17 := &[2]string{"a", "b"}, &[2]string{"x", "b"}
	both(func() { use(*a17 == *b17) }, func() { b17[1] = "z" })
	a18, b18 := [][2]int{{1, 2}}, [2]int{2, 2}
	both(func() { use(a18[0] == b18) }, func() { a18[0][1] = 1 })
	c1, d1 := &small{1, "a", 2}, small{2, "a", 2}
	both(func() { use(*c1 == d1) }, func() { c1.b = 1 })
	c2 := &big{}
	both(func() { use(*c2 == big{a: 1}) }, func() { c2.e = 1 })
	c3 := &small{}
	both(func() {
		switch *c3 {
		case small{a: 1}:
		}
	}, func() { c3.b = 1 })
	c4 := any(1)
	both(func() { use(c4 == any(big{})) }, func() { c4 = 2 })
	c5 := &in{}
	both(func() { var i any = *c5; use(i == any(in{})) }, func() { c5.y = 1 })
	c6 := any(3)
	c6b := &big{}
	both(func() { use(c6 == *c6b) }, func() { c6b.e = 1 })
	c7 := any(big{})
	c7b := &big{}
	both(func() { use(c7 == *c7b) }, func() { c7b.e = 1 })
}
