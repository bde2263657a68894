// Conversions between struct types ignore tags; assignability of unnamed types; function and channel types.
package main

import "fmt"

type A struct {
	X int `json:"x"`
	Y string
}

type B struct {
	X int
	Y string `xml:"y"`
}

type Fn func(A) B
type Any = any
type Names []string
type Grid [2]Names

func conv(a A) B { return B(a) }

func take(s []string) int       { return len(s) }
func takeFn(f func(A) B, a A) B { return f(a) }
func recv(c <-chan A) A         { return <-c }

type Node struct {
	Val  int
	Next *Node
}

type Item struct {
	Val  int
	Next *Node
}

func main() {
	a := A{1, "y"}
	b := conv(a)
	a.X = 2
	pb := (*B)(&a)
	pb.X++
	fmt.Println(a, b, *pb, A(b) == A{1, "y"})
	var f Fn = conv
	fmt.Println(takeFn(f, a), Fn(conv)(a).Y, f != nil)
	n := Names{"a", "b"}
	var s []string = n
	s[0] = "z"
	n = append(s, "c")
	fmt.Println(take(n), n, s, Grid{n, nil}[0][2])
	c := make(chan A, 1)
	c <- a
	fmt.Println(recv(c))
	var x Any = a
	_, isA := x.(A)
	_, isB := x.(B)
	fmt.Println(isA, isB)
	anon := struct {
		X int
		Y string
	}{5, "anon"}
	a2 := A(anon)
	b2 := (B)(a2)
	var b3 = struct {
		X int
		Y string `xml:"y"`
	}{6, "same"}
	b2 = b3
	fmt.Println(a2, b2)
	it := Item(Node{1, &Node{2, nil}})
	nd := Node(it)
	nd.Next.Val = 20
	fmt.Println(it.Next.Val, nd == Node(it))
	type local struct{ A }
	l := local{a}
	l.X = 99
	type other local
	o := other(l)
	o.Y = "o"
	fmt.Println(l, o, o.X, local(o) == l)
	var e1 interface{ Error() string } = fmt.Errorf("e")
	var e2 error = e1
	fmt.Println(e1 == e2, e2)
	type (
		ints []int
		more ints
	)
	m := more(ints{1})
	m = append(m, 2)
	fmt.Printf("%T %v %T\n", m, []int(m), [2]int(m))
	fmt.Printf("%v %v\n", []rune(string(rune(0x41))+"b"), []byte(string([]rune("é"))))
}
