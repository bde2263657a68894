// Unlocking what is not locked is fatal, and cannot be recovered.
package main

import (
	"fmt"
	"sync"
)

func main() {
	defer fmt.Println("deferred functions do not run")
	defer func() { fmt.Println("recovered", recover()) }()
	var mu sync.Mutex
	mu.Lock()
	mu.Unlock()
	fmt.Println("now once more")
	mu.Unlock()
}
