// Type switches: concrete types, interfaces, several types in a case, nil, shadowing, duplicates by order.
package main

import "fmt"

type stringer interface{ String() string }
type num int

func (n num) String() string { return "num!" }

type myErr string

func (e myErr) Error() string { return string(e) }

func kind(v any) string {
	switch x := v.(type) {
	case nil:
		return "nil"
	case int:
		return fmt.Sprint("int ", x+1)
	case int8, int16:
		return fmt.Sprintf("small %v %T", x, x)
	case string:
		return "string of " + fmt.Sprint(len(x))
	case []int:
		return fmt.Sprint("slice ", len(x))
	case map[string]int:
		return fmt.Sprint("map ", x["a"])
	case func(int) int:
		return fmt.Sprint("func ", x(2))
	case error:
		return "error " + x.Error()
	case stringer:
		return "stringer " + x.String()
	case *int:
		*x = 99
		return "pointer"
	case struct{ X int }:
		return fmt.Sprint("anonymous ", x.X)
	case chan<- int:
		return fmt.Sprint("send-only ", cap(x))
	case [2]bool:
		return fmt.Sprint("array ", x[1])
	default:
		return fmt.Sprintf("other %T", x)
	}
}

func main() {
	n := 5
	vals := []any{nil, 1, int8(2), int16(3), "hey", []int{1, 2}, map[string]int{"a": 7}, func(i int) int { return i * i },
		myErr("bad"), num(3), &n, struct{ X int }{4}, make(chan<- int, 3), make(chan int), [2]bool{false, true}, 1.5, 'r', int64(1)}
	for _, v := range vals {
		fmt.Println(kind(v))
	}
	fmt.Println(n)
	switch v := any(n).(type) {
	case fmt.Stringer:
		fmt.Println("no", v)
	default:
		fmt.Println("default", v)
	}
	var e error
	switch e.(type) {
	case error:
		fmt.Println("error")
	case nil:
		fmt.Println("nil error")
	}
}
