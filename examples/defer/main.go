// defer: outside of a loop its closure is part of the stack frame, in a loop it is not.
package main

import "sync"

var mu sync.Mutex

func once() {
	mu.Lock()
	defer func() { mu.Unlock() }()
}

func inLoop(locks []*sync.Mutex) {
	for _, l := range locks {
		l.Lock()
		defer func() { l.Unlock() }()
	}
}

func ownFunction(locks []*sync.Mutex) {
	for _, l := range locks {
		func() {
			l.Lock()
			defer func() { l.Unlock() }()
		}()
	}
}

func main() {
	once()
	inLoop([]*sync.Mutex{&mu})
	ownFunction([]*sync.Mutex{&mu})
	println("done")
}
