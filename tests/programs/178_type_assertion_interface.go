// A failed type assertion to an interface: the missing method is named.
package main

import "fmt"

type rw interface {
	Read() int
	Write(int)
}

type onlyRead struct{}

func (onlyRead) Read() int { return 1 }

func main() {
	var r interface{ Read() int } = onlyRead{}
	fmt.Println(r.Read())
	r.(rw).Write(2)
}
