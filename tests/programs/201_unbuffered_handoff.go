// An unbuffered channel hands over one value at a time; the sender waits for the receiver.
package main

import "fmt"

func main() {
	c := make(chan int)
	ack := make(chan string)
	go func() {
		for v := range c {
			ack <- fmt.Sprint("ack ", v)
		}
		close(ack)
	}()
	for i := range 3 {
		c <- i
		fmt.Println("sent", i, len(c), cap(c))
		fmt.Println(<-ack)
	}
	close(c)
	_, ok := <-ack
	fmt.Println(ok)
}
