// Keys of every comparable kind.
package main

import "fmt"

type point struct{ x, y int }

type deep struct {
	p    point
	name string
	tags [2]string
	any  any
}

type named string

type shape interface{ area() int }

type sq int

func (s sq) area() int { return int(s * s) }

func main() {
	b := map[bool]string{true: "yes", false: "no"}
	fmt.Println(b[1 > 0], b[1 < 0])
	i8 := map[int8]int{-128: 1, 127: 2}
	var x int8 = 127
	x++
	fmt.Println(i8[x])
	r := map[rune]int{}
	for _, c := range "hello" {
		r[c]++
	}
	fmt.Println(r['l'], len(r))
	arr := map[[3]int]string{{1, 2, 3}: "abc"}
	k := [3]int{1, 2, 0}
	k[2] = 3
	fmt.Println(arr[k])
	st := map[deep]int{}
	d := deep{point{1, 2}, "n", [2]string{"a", "b"}, 5}
	st[d] = 1
	d2 := d
	d2.tags[1] = "c"
	st[d2] = 2
	d2.tags[1] = "b"
	fmt.Println(st[d], st[d2], len(st), st[deep{any: 5}])
	p, q := &point{1, 2}, &point{1, 2}
	pm := map[*point]int{p: 1, q: 2, nil: 3}
	fmt.Println(len(pm), pm[p], pm[q], pm[nil])
	c1, c2 := make(chan int), make(chan int)
	cm := map[chan int]string{c1: "c1", c2: "c2"}
	fmt.Println(cm[c1], cm[c2], cm[nil] == "")
	im := map[any]int{1: 1, "1": 2, 1.5: 3, point{1, 1}: 4, [1]int{1}: 5, nil: 6, named("1"): 7, true: 8, p: 9, 'a': 10}
	fmt.Println(im[1], im["1"], im[1.5], im[point{1, 1}], im[[1]int{1}], im[nil], im[named("1")], im[true], im[p], im['a'], im[97], im[int64(1)])
	sm := map[shape]int{sq(2): 4}
	sm[sq(2)]++
	fmt.Println(sm, sm[nil])
	em := map[struct{}]int{}
	em[struct{}{}]++
	em[struct{}{}]++
	fmt.Println(em)
	u := map[uint64]bool{1<<64 - 1: true}
	fmt.Println(u[1<<64-1], u[0])
}
