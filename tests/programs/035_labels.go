// Labelled break and continue, in loops, switch and select.
package main

import "fmt"

func main() {
outer:
	for i := range 4 {
		for j := range 4 {
			if j == 2 {
				continue outer
			}
			if i == 3 {
				break outer
			}
			fmt.Print(i, j, " ")
		}
	}
	fmt.Println()
loop:
	for i := 0; ; i++ {
		switch {
		case i == 2:
			continue
		case i == 5:
			break loop
		case i > 2:
			break
		default:
			fmt.Print("d", i, " ")
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
sw:
	switch x := 3; {
	case x > 2:
		for i := range 10 {
			if i == 4 {
				break sw
			}
			fmt.Print(i)
		}
		fmt.Println("not here")
	}
	fmt.Println()
	ch := make(chan int, 10)
	for i := range 10 {
		ch <- i
	}
recv:
	for {
		select {
		case v := <-ch:
			if v == 3 {
				continue recv
			}
			if v == 6 {
				break recv
			}
			fmt.Print(v, " ")
		}
	}
	fmt.Println(len(ch))
	m := map[string][]int{"k": {1, 2, 3, 4}}
search:
	for k, vs := range m {
		for _, v := range vs {
			if v == 3 {
				fmt.Println("found", k, v)
				break search
			}
		}
	}
}
