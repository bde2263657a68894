// Comparisons yield untyped booleans; named booleans; comparison chains with && and || and side effects.
package main

import "fmt"

type flag bool
type level int

func (f flag) String() string {
	if f {
		return "on"
	}
	return "off"
}

var calls []string

func t(s string) bool { calls = append(calls, s); return true }
func f(s string) bool { calls = append(calls, s); return false }

func between[T int | float64 | string](x, lo, hi T) flag { return flag(lo <= x && x < hi) }

func main() {
	x, y := 3, 4
	var a flag = x < y
	var b bool = x < y
	c := x == y
	fmt.Printf("%v %v %v %T %T\n", a, b, c, a, c)
	a = !a || 1 > 2
	fmt.Println(a, flag(b), bool(a) == c, a != flag(b))
	fmt.Println(t("a") || f("b") && t("c"), f("d") && t("e") || f("f"), !(t("g") && f("h")))
	fmt.Println(calls)
	calls = nil
	if f("1") || t("2") && (f("3") || t("4")) {
		fmt.Println(calls)
	}
	fmt.Println(between(3, 1, 5), between("m", "a", "f"), between(0.5, 0.1, 0.5))
	z := 0.0
	nan := z / z
	fmt.Println(nan < 1, nan >= 1, !(nan < 1), nan == nan, nan != nan, nan < nan || nan > nan)
	var p, q *int
	var e error
	var m map[string]int
	fmt.Println(p == q, p == nil, e == nil, m == nil, m != nil)
	fmt.Println("a"+"b" == "ab" && "a" < "b", 'a' < 98, 1.0 == 1, 1<<3 == 8, 5/2 == 2, 5%3 == 2 == true)
	s := []bool{x > 2, y > 10, a == flag(c), true != false}
	n := 0
	for _, v := range s {
		if v {
			n++
		}
	}
	fmt.Println(s, n)
	count := map[bool]int{x < y: 1, x > y: 2}
	fmt.Println(count[true], count[false], count[x == 3 != (y == 4)])
	sw := func(l level) string {
		switch ok := l > 2; {
		case ok && l%2 == 0:
			return "big even"
		case ok:
			return "big"
		case !ok == (l == 1):
			return "one"
		}
		return "other"
	}
	fmt.Println(sw(4), sw(5), sw(1), sw(0))
	ch := make(chan bool, 1)
	ch <- x < y
	fmt.Println(<-ch, func() bool { return x != y }(), [...]bool{2: y > x})
	var i any = x < y
	_, isBool := i.(bool)
	_, isFlag := i.(flag)
	fmt.Println(isBool, isFlag, i == true, i == any(flag(true)))
}
