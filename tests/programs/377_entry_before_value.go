// An assignment of several values makes the entry of a map before it evaluates the value.
package main

import "fmt"

func A(x int) (int, int) { fmt.Println("A"); return x, x }

func t(name string, f func()) {
	defer func() { fmt.Println(name, recover()) }()
	f()
}

var z = 0

func main() {
	var m1 map[string]int
	m2 := map[string]int{}
	var p *int
	s := []int{1}
	var a any = "x"
	t("two", func() { m1["a"], m2["b"] = A(100 / z) })
	t("two2", func() { m1["a"], m2["b"] = 100/z, 2 })
	t("one", func() { m1["a"] = 100 / z })
	t("onecall", func() { m1["a"], _ = A(100 / z) })
	t("op", func() { m1["a"] += 100 / z })
	t("assert", func() { m1["a"] = a.(int) })
	t("assert2", func() { m1["a"], m2["x"] = a.(int), 2 })
	t("idx", func() { m1["a"] = s[z+5] })
	t("idx2", func() { m1["a"], m2["x"] = s[z+5], 3 })
	t("nilp", func() { m1["a"] = *p })
	t("nilp2", func() { m1["a"], m2["x"] = *p, 2 })
	t("key", func() { m1[fmt.Sprint(100/z)] = 2 })
	t("call", func() { m1["a"] = func() int { fmt.Println("f"); return 100 / z }() })
	t("call2", func() { m1["a"], m2["c"] = func() int { fmt.Println("f"); return 100 / z }(), 3 })
	t("div call", func() { m1["a"], m2["c"] = func() int { fmt.Println("f"); return 100 }()/z, 3 })
	t("two tuple", func() { m2["a"], m1["b"] = A(100 / z) })
	t("two tuple", func() { m2["a"], m1["b"] = A(s[z+3]) })
	t("idx tuple", func() { m2["a"], s[z+4] = A(100 / z) })
	t("commaok", func() { m1["a"], m2ok = a.(int) })
	fmt.Println(m2)
}

var m2ok bool

func init() {
	m := map[string]int{"q": 1}
	n := map[string][2]int{}
	y := 0
	t("left", func() { m["a"], y = 100/z, 2 })
	t("left", func() { n["a"], y = [2]int{1, 100 / z}, 2 })
	var nan any = []int{1}
	k := map[any]int{}
	t("key", func() { k[nan], y = 100/z, 2 })
	t("key", func() { y, k[nan] = 2, 100/z })
	t("iota", func() { m["c"], m["d"] = m["q"], 100/z })
	t("swap", func() { m["d"], m["e"] = m["e"], 100/z+m["d"] })
	var pp *[3]int
	t("vals", func() { m["x"], pp[z] = 100/z, 100/z })
	t("vals2", func() { pp[z], m["xx"] = 100/z, 100/z })
	fmt.Println(m, n, k, y)
}
