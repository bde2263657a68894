// A goroutine that wants a thread for itself says so in its trace, until it has given it back as often as it took it.
package main

import (
	"fmt"
	"runtime"
)

func main() {
	runtime.LockOSThread()
	runtime.LockOSThread()
	runtime.UnlockOSThread()
	text := make([]byte, 1000)
	text = text[:runtime.Stack(text, false)]
	fmt.Println(string(text[:len("goroutine 1 [running, locked to thread]:")]))
	runtime.UnlockOSThread()
	runtime.UnlockOSThread()
	text = text[:runtime.Stack(text, false)]
	fmt.Println(string(text[:len("goroutine 1 [running]:")]))
	runtime.LockOSThread()
	panic("locked")
}
