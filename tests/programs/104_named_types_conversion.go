// Named types: methods, conversions between identical underlying types, assignability.
package main

import "fmt"

type Celsius float64
type Fahrenheit float64
type IntList []int
type Table map[string]IntList
type Op func(int) int
type Ch chan int
type Arr [3]byte
type Ptr *int
type Str string
type Iface interface{ M() }

func CToF(c Celsius) Fahrenheit { return Fahrenheit(c*9/5 + 32) }

func (l IntList) Len() int { return len(l) }
func (s Str) Upper() (r Str) {
	for _, c := range s {
		if c >= 'a' && c <= 'z' {
			c -= 32
		}
		r += Str(c)
	}
	return
}
func (t Table) Add(k string, v ...int) { t[k] = append(t[k], v...) }
func (o Op) Then(p Op) Op              { return func(i int) int { return p(o(i)) } }
func (a *Arr) Fill(b byte) *Arr {
	for i := range a {
		a[i] = b
	}
	return a
}

func takes(l []int) int { return len(l) }

func main() {
	fmt.Printf("%.1f %T\n", CToF(100), CToF(0))
	l := IntList{1, 2}
	var raw []int = l
	raw[0] = 9
	fmt.Println(l, l.Len(), takes(l), IntList(raw).Len())
	t := Table{}
	t.Add("a", 1, 2)
	t.Add("a", raw...)
	fmt.Println(t, t["a"].Len(), t["none"].Len())
	inc := Op(func(i int) int { return i + 1 })
	fmt.Println(inc.Then(inc).Then(func(i int) int { return i * 10 })(1))
	c := make(Ch, 1)
	var send chan<- int = c
	send <- 5
	fmt.Println(<-c, len(c))
	var a Arr
	fmt.Println(a.Fill(7)[2], a, [3]byte(a) == [3]byte{7, 7, 7}, string(a[:2]))
	n := 3
	var p Ptr = &n
	*p = 4
	var q *int = p
	*q++
	fmt.Println(n)
	fmt.Println(Str("héy").Upper(), string(Str("x"))+"y", []byte(Str("ab")), Str([]byte{65}), Str('é'))
	type local Celsius
	fmt.Printf("%T %v\n", local(1.5), Celsius(local(2.5)))
	type myByte byte
	type myBytes []byte
	type myRunes []rune
	fmt.Println(string(myBytes("mb")), string(myRunes("é")), myByte('a'), string([]myByte{'o', 'k'}))
	var e any = l
	_, isSlice := e.([]int)
	_, isList := e.(IntList)
	fmt.Println(isSlice, isList)
	var f func(int) int = inc
	var o2 Op = f
	fmt.Println(f(1), o2(2))
	type pair struct{ a, b int }
	type other struct{ a, b int }
	x := other(pair{1, 2})
	y := (*other)(&pair{3, 4})
	fmt.Printf("%T %v %v\n", x, x, *y)
}
