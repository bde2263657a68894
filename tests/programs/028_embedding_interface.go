// Embedded interfaces, in structs and in interfaces.
package main

import "fmt"

type Reader interface{ Read() string }
type Writer interface{ Write(s string) int }

type ReadWriter interface {
	Reader
	Writer
}

type file struct{ data []string }

func (f *file) Read() string {
	if len(f.data) == 0 {
		return "<eof>"
	}
	s := f.data[0]
	f.data = f.data[1:]
	return s
}

func (f *file) Write(s string) int {
	f.data = append(f.data, s)
	return len(s)
}

type upper struct{ ReadWriter }

func (u upper) Write(s string) int {
	b := []byte(s)
	for i, c := range b {
		if 'a' <= c && c <= 'z' {
			b[i] = c - 32
		}
	}
	return u.ReadWriter.Write(string(b))
}

type counting struct {
	Reader
	n int
}

func (c *counting) Read() string { c.n++; return c.Reader.Read() }

func pump(rw ReadWriter, s string) string {
	rw.Write(s)
	return rw.Read()
}

func main() {
	f := &file{}
	fmt.Println(pump(f, "plain"))
	u := upper{f}
	fmt.Println(pump(u, "shout"))
	c := &counting{Reader: u}
	u.Write("one")
	u.Write("two")
	fmt.Println(c.Read(), c.Read(), c.Read(), c.n)
	var r Reader = c
	_, isW := r.(Writer)
	_, isRW := Reader(u).(ReadWriter)
	fmt.Println(isW, isRW)
	defer func() { fmt.Println("recovered:", recover()) }()
	var empty upper
	empty.Read()
}
