// Channels: what a pointer that is sent refers to is on the heap; a value that is sent is copied.
package main

type job struct{ id, size int }

func sendPointer(jobs chan *job) {
	j := job{id: 1, size: 10}
	jobs <- &j
}

func sendValue(jobs chan job) {
	j := job{id: 2, size: 20}
	jobs <- j
}

func main() {
	pointers, values := make(chan *job, 1), make(chan job, 1)
	sendPointer(pointers)
	sendValue(values)
	println((<-pointers).id, (<-values).id)
}
