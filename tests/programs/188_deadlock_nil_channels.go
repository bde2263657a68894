// All goroutines are asleep: a send to a nil channel.
package main

func main() {
	var c chan<- string
	defer println("not run")
	c <- "x"
}
