// Arrays of structs found by their first element, times of files, and the names of methods of what is embedded.
package main

import (
	"bytes"
	"fmt"
	"os"
	"reflect"
	"runtime"
	"time"
	"unsafe"
)

type my struct{ *bytes.Buffer }
type in struct{ my }

type p struct{ a, b int }

func main() {
	f, _ := os.CreateTemp("", "x")
	defer os.Remove(f.Name())
	fmt.Println(os.Chtimes(f.Name(), time.Unix(5, 6), time.Unix(7, 8)))
	st, _ := f.Stat()
	fmt.Println(st.ModTime().UnixNano())
	xs := []p{{1, 2}, {3, 4}, {5, 6}}
	q := (*[2]p)(unsafe.Pointer(&xs[1]))
	q[0].a = 9
	fmt.Println(xs, *q, len(q))
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(my.Write).Pointer()).Name())
	fmt.Println(runtime.FuncForPC(reflect.ValueOf((*my).Write).Pointer()).Name())
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(in.Len).Pointer()).Name())
	fmt.Println(in.Len(in{my{bytes.NewBufferString("abc")}}))
	fmt.Println(runtime.FuncForPC(reflect.ValueOf(in.Len).Pointer()).Name())
}
