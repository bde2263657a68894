// Package reflect: kinds, fields, tags, methods, setting, calling, making.
package main

import (
	"fmt"
	"reflect"
)

type Base struct{ ID int }

type T struct {
	Base
	Name string `json:"name" db:"n"`
	Tags []string
	priv bool
}

func (t T) Hello(s string) string { return "hello " + s + " from " + t.Name }
func (t *T) SetName(s string)     { t.Name = s }

type Shape interface{ Area() float64 }

func main() {
	t := T{Base{7}, "n", []string{"a"}, true}
	v := reflect.ValueOf(&t)
	ty := v.Elem().Type()
	fmt.Println(ty, ty.Kind(), ty.NumField(), ty.NumMethod(), v.Type().NumMethod(), ty.PkgPath(), ty.Name(), ty.Size())
	for i := range ty.NumField() {
		f := ty.Field(i)
		fmt.Println(f.Name, f.Type, f.Tag.Get("db"), f.Anonymous, f.IsExported(), f.Index, f.Offset)
	}
	v.Elem().Field(1).SetString("changed")
	v.Elem().FieldByName("ID").SetInt(99)
	v.Elem().FieldByName("Tags").Set(reflect.Append(v.Elem().FieldByName("Tags"), reflect.ValueOf("b")))
	fmt.Println(t, v.Elem().Field(3).CanSet(), v.Elem().Field(3).Bool(), v.Elem().NumField())
	out := v.MethodByName("Hello").Call([]reflect.Value{reflect.ValueOf("x")})
	v.MethodByName("SetName").Call([]reflect.Value{reflect.ValueOf("called")})
	fmt.Println(out[0], out[0].Kind(), t.Name, v.MethodByName("None").IsValid())
	for i := range v.Type().NumMethod() {
		m := v.Type().Method(i)
		fmt.Println(m.Name, m.Type)
	}
	for _, x := range []any{1, "s", 1.5, []int{1}, [2]bool{}, map[string]int{"a": 1}, &t, make(chan int, 2), func(int) string { return "" }, nil, struct{ X int }{1}, int8(1), complex64(1), uintptr(1), error(nil)} {
		v := reflect.ValueOf(x)
		if !v.IsValid() {
			fmt.Print("invalid ")
			continue
		}
		fmt.Print(v.Kind(), "/", v.Type(), "/", v.IsZero(), " ")
	}
	fmt.Println()
	m := reflect.MakeMap(reflect.TypeOf(map[string]int{}))
	m.SetMapIndex(reflect.ValueOf("k"), reflect.ValueOf(5))
	s := reflect.MakeSlice(reflect.TypeOf([]int{}), 2, 5)
	s.Index(1).SetInt(8)
	fn := reflect.MakeFunc(reflect.TypeOf(func(a, b int) int { return 0 }), func(args []reflect.Value) []reflect.Value {
		return []reflect.Value{reflect.ValueOf(int(args[0].Int() * args[1].Int()))}
	}).Interface().(func(int, int) int)
	fmt.Println(m.Interface(), m.Len(), s.Interface(), s.Cap(), fn(6, 7), reflect.New(ty).Elem().Interface())
	fmt.Println(reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), reflect.DeepEqual([]int{}, []int(nil)), reflect.DeepEqual(t, T{}))
	e := reflect.TypeFor[error]()
	fmt.Println(e.Kind(), reflect.TypeOf(fmt.Errorf("x")).Implements(e), ty.Implements(reflect.TypeFor[Shape]()), reflect.TypeOf(1).ConvertibleTo(reflect.TypeOf("")), reflect.ValueOf(65).Convert(reflect.TypeOf(1.5)))
	defer func() { fmt.Println(recover()) }()
	reflect.ValueOf(t).Field(1).SetString("x")
}
