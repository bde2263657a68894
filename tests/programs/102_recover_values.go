// What recover returns for runtime errors, errors, custom types; and re-panicking the same value.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

type code int

type detailed struct {
	code
	msg string
}

func (d detailed) Error() string { return fmt.Sprintf("%d: %s", d.code, d.msg) }

func catch(f func()) (r any) {
	defer func() { r = recover() }()
	f()
	return "no panic"
}

func toError(f func()) (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case runtime.Error:
			err = fmt.Errorf("runtime: %w", r)
		case error:
			err = r
		default:
			err = fmt.Errorf("%v", r)
		}
	}()
	f()
	return nil
}

func again(f func()) {
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(code); ok {
				fmt.Println("handled code", r)
				return
			}
			panic(r)
		}
	}()
	f()
}

func main() {
	var m map[string]int
	var s []int
	idx := 3
	fmt.Printf("%T\n", catch(func() { m["x"] = 1 }))
	fmt.Printf("%T\n", catch(func() { _ = s[idx] }))
	fmt.Printf("%T\n", catch(func() { _ = any(s).(int) }))
	fmt.Printf("%T %v\n", catch(func() { panic(detailed{3, "m"}) }), catch(func() { panic(code(5)) }))
	fmt.Println(catch(func() {}))
	fmt.Println(toError(func() {}), toError(func() { _ = s[idx] }), toError(func() { panic("str") }), toError(func() { panic(detailed{1, "x"}) }))
	err := toError(func() { var p *detailed; _ = p.msg })
	var re runtime.Error
	fmt.Println(errors.As(err, &re), err)
	var ta *runtime.TypeAssertionError
	err = toError(func() { var e any = "x"; _ = e.(fmt.Stringer) })
	fmt.Println(errors.As(err, &ta), err)
	again(func() { panic(code(9)) })
	fmt.Println(catch(func() { again(func() { panic("passed on") }) }))
	sentinel := errors.New("s")
	r := catch(func() { again(func() { panic(sentinel) }) })
	fmt.Println(r == sentinel, errors.Is(r.(error), sentinel))
	func() {
		defer func() { fmt.Println("outer", recover()) }()
		defer panic("deferred panic")
		fmt.Println("body")
	}()
	fmt.Println(catch(func() {
		defer func() {
			defer func() { panic(fmt.Sprint("third after ", recover())) }()
			panic("second")
		}()
		panic("first")
	}))
	var pe *runtime.PanicNilError
	func() {
		defer func() {
			err, ok := recover().(error)
			fmt.Println(ok && errors.As(err, &pe))
		}()
		panic(nil)
	}()
}
