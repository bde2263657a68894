// Type assertions to concrete types and to interfaces, with and without comma-ok.
package main

import "fmt"

type walker interface{ Walk() string }
type runner interface {
	walker
	Run() string
}
type dog struct{ name string }

func (d dog) Walk() string { return d.name + " walks" }
func (d *dog) Run() string { return d.name + " runs" }

type myInt int

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(name, "->", r)
		}
	}()
	f()
	fmt.Println(name, "ok")
}

func main() {
	var v any = dog{"rex"}
	d, ok := v.(dog)
	fmt.Println(d, ok)
	_, ok = v.(*dog)
	fmt.Println(ok)
	w, ok := v.(walker)
	fmt.Println(w.Walk(), ok)
	r, ok := v.(runner)
	fmt.Println(r == nil, ok)
	v = &dog{"fido"}
	r = v.(runner)
	fmt.Println(r.Run(), r.(walker).Walk(), r.(*dog).name)
	n, ok := v.(int)
	fmt.Println(n, ok)
	try("any to string", func() { _ = any(1).(string) })
	try("any to named", func() { _ = any(1).(myInt) })
	try("missing method", func() { _ = any(dog{}).(runner) })
	try("missing pointer method", func() { _ = walker(dog{}).(runner) })
	try("nil to concrete", func() { var e any; _ = e.(int) })
	try("nil to interface", func() { var e any; _ = e.(walker) })
	try("walker to int type", func() { var w walker = dog{}; _ = w.(*dog) })
	try("error", func() { _ = any("x").(error) })
	try("fine", func() { _ = any(dog{}).(walker) })
	try("func", func() { _ = any(func() {}).(func(int)) })
	try("slices", func() { _ = any([]int{}).([]string) })
	var m map[string]any = map[string]any{"a": map[string]any{"b": []any{1, "two"}}}
	fmt.Println(m["a"].(map[string]any)["b"].([]any)[1].(string))
}
