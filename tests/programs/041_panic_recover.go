// recover works in a deferred function called directly by the runtime, once, and only for a panic.
package main

import (
	"errors"
	"fmt"
)

func helper() any { return recover() }

func direct() (s string) {
	defer func() { s = fmt.Sprint("got ", recover()) }()
	panic("direct")
}

func tooDeep() (s string) {
	defer func() { s += fmt.Sprint(" outer:", recover()) }()
	defer func() {
		func() { s = fmt.Sprint("inner:", recover()) }()
	}()
	panic("deep")
}

func viaHelper() (s string) {
	defer func() { s += fmt.Sprint(" then:", recover()) }()
	defer func() { s = fmt.Sprint("helper:", helper()) }()
	panic("helped")
}

func deferredHelper() {
	defer helper()
	panic("swallowed by a deferred helper")
}

func twice() {
	defer func() {
		fmt.Println(recover(), recover())
	}()
	panic(1)
}

func replaced() (r any) {
	defer func() { r = recover() }()
	defer func() { panic("second") }()
	panic("first")
}

func continues() {
	for i := range 3 {
		func() {
			defer func() { fmt.Println("recovered", recover(), "in", i) }()
			if i == 1 {
				return
			}
			panic(i)
		}()
	}
}

func types() {
	for _, v := range []any{errors.New("an error"), 42, 1.5, []int{1}, struct{ a int }{1}, nil} {
		func() {
			defer func() {
				r := recover()
				fmt.Printf("%T %v\n", r, r)
			}()
			panic(v)
		}()
	}
}

func through() (n int) {
	defer func() { n++ }()
	defer func() { recover() }()
	defer func() { n += 10 }()
	func() {
		defer func() { n += 100 }()
		panic("through")
	}()
	return 5000
}

func main() {
	fmt.Println(recover())
	fmt.Println(direct())
	fmt.Println(tooDeep())
	fmt.Println(viaHelper())
	deferredHelper()
	twice()
	fmt.Println(replaced())
	continues()
	types()
	fmt.Println(through())
	defer fmt.Println("end of main", recover() == nil)
}
