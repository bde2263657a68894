// Value and pointer receivers, method values, method expressions, methods on any named type.
package main

import "fmt"

type Counter struct{ n int }

func (c Counter) Get() int  { return c.n }
func (c *Counter) Inc() int { c.n++; return c.n }

type IntSlice []int

func (s IntSlice) Sum() (t int) {
	for _, v := range s {
		t += v
	}
	return
}
func (s *IntSlice) Push(v int) { *s = append(*s, v) }

type Fn func(int) int

func (f Fn) Twice(x int) int { return f(f(x)) }

type M map[string]int

func (m M) Add(k string) M { m[k]++; return m }

type Celsius float64

func (c Celsius) F() float64 { return float64(c)*9/5 + 32 }

func (c *Counter) IsNil() bool { return c == nil }

func main() {
	c := Counter{5}
	c.Inc()
	get := c.Get
	inc := c.Inc
	inc()
	inc()
	fmt.Println(c.Get(), get(), c.n)
	f := Counter.Get
	g := (*Counter).Inc
	h := (*Counter).Get
	fmt.Println(f(c), g(&c), h(&c))
	var s IntSlice
	s.Push(1)
	s.Push(2)
	push := s.Push
	push(3)
	fmt.Println(s, s.Sum(), IntSlice.Sum(s), IntSlice([]int{4, 5}).Sum())
	fmt.Println(Fn(func(x int) int { return x * 3 }).Twice(2))
	fmt.Println(M{}.Add("a").Add("b").Add("a"))
	fmt.Println(Celsius(100).F())
	var np *Counter
	fmt.Println(np.IsNil(), (&c).IsNil())
	cs := []Counter{{1}, {2}}
	for i := range cs {
		cs[i].Inc()
	}
	fmt.Println(cs)
	mv := map[string]func() int{"get": c.Get, "inc": c.Inc}
	mv["inc"]()
	fmt.Println(mv["get"](), c.n)
	fmt.Printf("%T %T %T\n", f, g, get)
	type getter interface{ Get() int }
	k := getter.Get
	fmt.Println(k(c), k(&c))
}
