// The zero value of every kind of type, and what %v, %T and == nil say.
package main

import "fmt"

type (
	S struct {
		a int
		b string
		c []int
		d *S
	}
	E  struct{}
	AR [2]bool
	SL []E
	MP map[string]S
	FN func(int) error
	CH chan int
	IF interface{ M() }
	ST string
	PT *int
)

func show[T any](name string) {
	var z T
	fmt.Printf("%s: %v %+v %T\n", name, z, z, z)
}

func main() {
	show[bool]("bool")
	show[int]("int")
	show[uint8]("uint8")
	show[float32]("float32")
	show[complex64]("complex64")
	show[string]("string")
	show[rune]("rune")
	show[uintptr]("uintptr")
	show[*int]("*int")
	show[S]("S")
	show[*S]("*S")
	show[E]("E")
	show[AR]("AR")
	show[SL]("SL")
	show[MP]("MP")
	show[ST]("ST")
	show[IF]("IF")
	show[error]("error")
	show[any]("any")
	show[[3]string]("[3]string")
	show[[0]int]("[0]int")
	show[[]any]("[]any")
	show[map[int][]string]("map")
	show[struct{ x, y any }]("struct")
	show[[2][2]*int]("array of arrays")
	var f FN
	var c CH
	var p PT
	var i IF
	fmt.Println(f == nil, c == nil, p == nil, i == nil)
	fmt.Printf("%T %T %T %v\n", f, c, p, c)
	fmt.Printf("%T %T %T %T\n", show[int], main, struct{}{}, [...]func(a int, b ...string) (c, d int){})
	fmt.Printf("%T %T %T\n", make(<-chan []int), make(chan<- chan int), make(chan (<-chan int)))
	fmt.Printf("%T %T\n", map[[2]int]map[string]func(){}, &[]*[]int{})
	fmt.Printf("%T\n", struct {
		A int `json:"a"`
		b interface{ M(int) string }
		E
		*S
	}{})
}
