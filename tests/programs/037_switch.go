// Expression switches: no tag, init, lists, fallthrough, order of evaluation, default anywhere, types of tags.
package main

import "fmt"

func trace(s string, v int) int {
	fmt.Print(s, " ")
	return v
}

func grade(n int) string {
	switch {
	case n >= 90:
		return "A"
	case n >= 80:
		return "B"
	}
	return "F"
}

func main() {
	fmt.Println(grade(95), grade(85), grade(10))
	for i := range 7 {
		switch i {
		default:
			fmt.Print("default ")
			fallthrough
		case 1:
			fmt.Print("one ")
		case 2, 3:
			fmt.Print("two-three ")
			fallthrough
		case 4:
			fmt.Print("four ")
			if i == 3 {
				break
			}
			fmt.Print("end ")
		case 5:
		}
		fmt.Println(i)
	}
	switch x := trace("tag", 2); x {
	case trace("c1", 1), trace("c2", 2), trace("c3", 3):
		fmt.Println("matched", x)
	case trace("c4", 4):
	}
	switch s := "b"; s + "c" {
	case "a", "bc":
		fmt.Println("string")
	}
	switch f := 0.1 + 0.2; f {
	case 0.3:
		fmt.Println("constant sum")
	default:
		fmt.Println("rounded")
	}
	switch any(3) {
	case "3":
		fmt.Println("string 3")
	case int64(3):
		fmt.Println("int64 3")
	case 3:
		fmt.Println("int 3")
	}
	type p struct{ x, y int }
	switch (p{1, 2}) {
	case p{2, 1}:
	case p{1, 2}:
		fmt.Println("struct")
	}
	switch {
	}
	switch x := 5; {
	case x > 3 && x < 10:
		x := "shadow"
		fmt.Println(x)
	}
	switch true {
	case false:
	case 1 < 2:
		fmt.Println("true")
	}
	var e error
	switch e {
	case nil:
		fmt.Println("nil")
	}
}
