// All goroutines are asleep: main alone, receiving.
package main

import "fmt"

func wait(c chan int) int { return <-c }

func main() {
	fmt.Println("waiting")
	wait(make(chan int))
}
