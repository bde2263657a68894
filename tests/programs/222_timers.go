// Timers: After, AfterFunc, NewTimer, Stop, Reset; they fire in order.
package main

import (
	"fmt"
	"time"
)

func main() {
	start := time.Now()
	c := make(chan string)
	for _, d := range []int{90, 30, 60} {
		time.AfterFunc(time.Duration(d)*time.Millisecond, func() { c <- fmt.Sprint(d) })
	}
	fmt.Println(<-c, <-c, <-c)
	e := time.Since(start)
	fmt.Println(e >= 90*time.Millisecond, e < 10*time.Second)
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop())
	fmt.Println(t.Reset(time.Millisecond))
	<-t.C
	fmt.Println(t.Reset(time.Millisecond))
	time.Sleep(20 * time.Millisecond)
	fmt.Println(t.Stop())
	select {
	case <-t.C:
		fmt.Println("stale")
	default:
		fmt.Println("nothing after stop")
	}
	select {
	case <-time.After(time.Hour):
	case <-time.After(10 * time.Millisecond):
		fmt.Println("short")
	}
	f := time.AfterFunc(time.Hour, func() { fmt.Println("never") })
	fmt.Println(f.Stop(), f.C == nil)
	time.Sleep(-5)
	time.Sleep(0)
	var late time.Duration
	t2 := time.NewTimer(0)
	now := <-t2.C
	late = now.Sub(start)
	fmt.Println(late > 0)
}
