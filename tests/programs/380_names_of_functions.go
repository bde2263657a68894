// The names of functions and methods that have not been called yet, as reflection and package runtime find them.
package main

import (
	"fmt"
	"reflect"
	"runtime"
)

func later() { fmt.Println("later") }

type T struct{}

func (T) M()  {}
func (*T) P() {}

func main() {
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(later).Pointer()).Name())
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(T.M).Pointer()).Name())
	fmt.Println(runtime.FuncForPC(reflect.ValueOf((*T).P).Pointer()).Name())
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(T{}.M).Pointer()).Name())
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(fmt.Println).Pointer()).Name())
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(func() {}).Pointer()).Name())
	later()
	f, l := runtime.FuncForPC(reflect.ValueOf(later).Pointer()).FileLine(reflect.ValueOf(later).Pointer())
	_ = f
	fmt.Println(l)
}
