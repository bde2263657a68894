// A method call on a nil interface.
package main

import "fmt"

type animal interface{ sound() string }

type cat struct{}

func (cat) sound() string { return "meow" }

func main() {
	for _, a := range []animal{cat{}, nil} {
		fmt.Println(a.sound())
	}
}
