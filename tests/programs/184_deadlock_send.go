// All goroutines are asleep: sending to a full buffer.
package main

func main() {
	c := make(chan int, 2)
	for i := 0; ; i++ {
		println("send", i)
		c <- i
	}
}
