// Directional channels, conversion, len and cap, channels in structs and maps, comparison.
package main

import "fmt"

type port struct {
	in  <-chan int
	out chan<- int
}

func link(p port, f func(int) int, done chan<- bool) {
	for v := range p.in {
		p.out <- f(v)
	}
	close(p.out)
	done <- true
}

func split(in <-chan int) (even, odd <-chan int) {
	e, o := make(chan int, 10), make(chan int, 10)
	go func() {
		defer close(e)
		defer close(o)
		for v := range in {
			if v%2 == 0 {
				e <- v
			} else {
				o <- v
			}
		}
	}()
	return e, o
}

func collect(c <-chan int) (out []int) {
	for v := range c {
		out = append(out, v)
	}
	return
}

func main() {
	a, b, c := make(chan int), make(chan int), make(chan int, 2)
	done := make(chan bool, 2)
	go link(port{a, b}, func(i int) int { return i + 1 }, done)
	go link(port{b, c}, func(i int) int { return i * 10 }, done)
	go func() {
		for i := range 5 {
			a <- i
		}
		close(a)
	}()
	fmt.Println(collect(c), <-done, <-done)
	in := make(chan int)
	go func() {
		for i := range 9 {
			in <- i
		}
		close(in)
	}()
	e, o := split(in)
	fmt.Println(collect(e), collect(o))
	var r <-chan int = c
	var s chan<- int = c
	fmt.Println(r == c, s == c, cap(r), len(s), e == o)
	m := map[<-chan int]string{r: "r", e: "e"}
	fmt.Println(m[c], m[e], m[nil] == "")
	var any1, any2 any = c, r
	_, ok := any1.(<-chan int)
	fmt.Printf("%T %T %v %v\n", any1, any2, any1 == any2, ok)
	cs := make(chan (<-chan int), 1)
	cs <- r
	fmt.Println(<-cs == c)
}
