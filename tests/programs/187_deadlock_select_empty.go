// All goroutines are asleep: an empty select.
package main

func main() {
	println("forever")
	select {}
}
