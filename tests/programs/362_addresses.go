// The address of a variable is one number however it is asked for.
package main

import (
	"fmt"
	"reflect"
	"unsafe"
)

type T struct {
	a, b int
	c    [4]int
}

var global int

func main() {
	t := &T{}
	s := make([]int, 8)
	bs := make([]byte, 8)
	ps := func(p any) string { return fmt.Sprintf("%p", p) }
	fmt.Println(ps(t) == ps(t), ps(&t.b) == ps(&t.b), ps(&s[3]) == ps(&s[3]), ps(&global) == ps(&global))
	fmt.Println(ps(s) == ps(&s[0]), ps(s[2:]) == ps(&s[2]), ps(t) == ps(&t.b))
	fmt.Println(uintptr(unsafe.Pointer(&s[3]))-uintptr(unsafe.Pointer(&s[0])) == 24, uintptr(unsafe.Pointer(&bs[3]))-uintptr(unsafe.Pointer(&bs[0])))
	fmt.Println(reflect.ValueOf(t).Pointer() == uintptr(unsafe.Pointer(t)), reflect.ValueOf(s).Pointer() == uintptr(unsafe.Pointer(&s[0])))
	f := func() {}
	fmt.Println(ps(f) == ps(f), fmt.Sprintf("%#x", reflect.ValueOf(f).Pointer()) == ps(f))
	m := map[int]int{}
	c := make(chan int)
	fmt.Println(ps(m) == ps(m), ps(c) == ps(c), ps(m) == ps(c))
	fmt.Println(reflect.DeepEqual(reflect.TypeOf(t), reflect.TypeOf(m)), reflect.DeepEqual(reflect.TypeOf(t), reflect.TypeOf(&T{})))
}
