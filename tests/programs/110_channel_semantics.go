// Buffered channels used from one goroutine: length, capacity, order, closing, select with default.
package main

import "fmt"

type msg struct {
	id   int
	body [2]string
}

func main() {
	c := make(chan int, 3)
	fmt.Println(len(c), cap(c))
	c <- 1
	c <- 2
	fmt.Println(len(c), <-c, len(c))
	c <- 3
	c <- 4
	select {
	case c <- 5:
		fmt.Println("sent")
	default:
		fmt.Println("full")
	}
	close(c)
	for {
		v, ok := <-c
		fmt.Print(v, ok, " ")
		if !ok {
			break
		}
	}
	fmt.Println(len(c))
	m := make(chan msg, 1)
	x := msg{1, [2]string{"a", "b"}}
	m <- x
	x.body[0] = "changed"
	fmt.Println(<-m, x)
	p := make(chan *msg, 1)
	p <- &x
	x.id = 9
	fmt.Println((<-p).id)
	e := make(chan error, 2)
	e <- nil
	e <- fmt.Errorf("e")
	fmt.Println(<-e, <-e)
	cc := make(chan chan string, 1)
	reply := make(chan string, 1)
	cc <- reply
	(<-cc) <- "via channel"
	fmt.Println(<-reply)
	select {
	case v := <-reply:
		fmt.Println("got", v)
	default:
		fmt.Println("empty")
	}
	var nilc chan int
	done := make(chan struct{})
	close(done)
	select {
	case <-nilc:
	case nilc <- 1:
	case _, ok := <-done:
		fmt.Println("done", ok)
	}
	f := make(chan func() int, 1)
	f <- func() int { return len(f) }
	fmt.Println((<-f)())
	var ro <-chan int = c
	var so chan<- msg = m
	so <- msg{id: 5}
	fmt.Println(<-ro, (<-m).id, cap(so), len(ro))
	arr := [2]chan int{make(chan int, 1), make(chan int, 1)}
	arr[1] <- 7
	var got [3]int
	i := 0
	select {
	case got[i] = <-arr[0]:
	case got[i+1] = <-arr[1]:
	}
	var ok bool
	arr[0] <- 8
	select {
	case got[2], ok = <-arr[0]:
	}
	fmt.Println(got, ok)
	u := make(chan struct{}, 5)
	for len(u) < cap(u) {
		u <- struct{}{}
	}
	fmt.Println(len(u))
}
