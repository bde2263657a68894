// The order in which descriptors of types lie, which is that of map keys of several types in fmt.
package main

import (
	"fmt"
	"reflect"
	"sort"
	"unsafe"
)

type A int
type P string
type F func()
type E struct{ a, b int }
type M map[string]int
type I interface{ m() }
type W int

func (W) m() {}

func main() {
	xs := []any{true, "a", 1.5, uint16(1), int8(1), int16(1), int32(1), int64(1), 1, uint8(1), uint32(1), uint64(1), uint(1), uintptr(1), float32(1), 1i, complex64(1), A(1), P("p"), F(nil), E{}, M{}, W(1), W(1).m, new(W), []int{}, [2]int{}, struct{}{}, unsafe.Pointer(nil), reflect.Value{}, new(int), new(uint8)}
	sort.Slice(xs, func(i, j int) bool {
		return reflect.ValueOf(reflect.TypeOf(xs[i])).Pointer() < reflect.ValueOf(reflect.TypeOf(xs[j])).Pointer()
	})
	for _, x := range xs {
		fmt.Print(reflect.TypeOf(x), " ")
	}
	fmt.Println()
}
