// Zero-size types and values.
package main

import "fmt"

type empty struct{}

func (empty) hello() string { return "hello" }

func main() {
	var e, f empty
	fmt.Println(e == f, e, e.hello())
	s := make([]struct{}, 5)
	fmt.Println(len(s), s)
	s = append(s, struct{}{})
	fmt.Println(len(s), len(s[2:4]))
	for i := range s {
		fmt.Print(i)
	}
	fmt.Println()
	set := map[string]struct{}{"a": {}, "b": {}}
	_, ok := set["a"]
	fmt.Println(ok, len(set), set)
	var a [0]int
	var b [1000]struct{}
	fmt.Println(len(a), len(b), a == [0]int{}, b == [1000]struct{}{})
	ch := make(chan struct{}, 2)
	ch <- struct{}{}
	v, ok := <-ch
	fmt.Println(v, ok, len(ch))
	var i any = empty{}
	fmt.Println(i == any(empty{}), i == any(struct{}{}))
	fmt.Printf("%T %v %+v %#v\n", i, i, i, i)
}
