// A goroutine that has not begun yet is in the function that it will begin with, also if nobody has called that so far.
package main

import (
	"fmt"
	"runtime"
	"sort"
	"strings"
)

var wait = make(chan int)

func worker() { <-wait }

type conn struct{}

func (*conn) serve() { <-wait }

func main() {
	for range 2 {
		go worker()
	}
	go new(conn).serve()
	buf := make([]byte, 1<<16)
	buf = buf[:runtime.Stack(buf, true)]
	var first []string
	for _, one := range strings.Split(strings.TrimSpace(string(buf)), "\n\n") {
		lines := strings.Split(one, "\n")
		name, _, _ := strings.Cut(lines[1], "(")
		name = strings.TrimSuffix(strings.TrimPrefix(name, "main."), ".gowrap1")
		if name != "main" || strings.Contains(one, "created by") {
			name = lines[len(lines)-2] // Who created it: goroutines with arguments begin in a function of the compiler's.
			name = name[:strings.LastIndex(name, " in ")]
			if strings.Contains(one, "main.worker") {
				name = "worker, " + name
			}
		}
		first = append(first, name)
	}
	sort.Strings(first)
	for _, name := range first {
		fmt.Println(name)
	}
}
