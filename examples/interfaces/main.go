// Calls through an interface: any implementation may keep its arguments, unless the compiler knows which one it is.
package main

import (
	"bytes"
	"io"
)

func unknown(r io.Reader) byte {
	buf := make([]byte, 8)
	r.Read(buf)
	return buf[0]
}

func known() byte {
	var r io.Reader = bytes.NewReader([]byte("hello"))
	buf := make([]byte, 8)
	r.Read(buf)
	return buf[0]
}

func main() {
	println(unknown(bytes.NewReader([]byte("hello"))), known())
}
