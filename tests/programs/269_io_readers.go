// Package io: readers and writers composed: limits, tees, pipes, sections, multi, copies.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

type rot13 struct{ r io.Reader }

func (r rot13) Read(p []byte) (n int, err error) {
	n, err = r.r.Read(p)
	for i, c := range p[:n] {
		switch {
		case c >= 'a' && c <= 'z':
			p[i] = 'a' + (c-'a'+13)%26
		case c >= 'A' && c <= 'Z':
			p[i] = 'A' + (c-'A'+13)%26
		}
	}
	return
}

type countWriter struct{ n, calls int }

func (c *countWriter) Write(p []byte) (int, error) { c.n += len(p); c.calls++; return len(p), nil }

type oneByte struct{ r io.Reader }

func (o oneByte) Read(p []byte) (int, error) { return o.r.Read(p[:min(1, len(p))]) }

type failing struct{ after int }

func (f *failing) Write(p []byte) (int, error) {
	if f.after -= len(p); f.after < 0 {
		return len(p) + f.after, errors.New("disk full")
	}
	return len(p), nil
}

func main() {
	io.Copy(os.Stdout, rot13{strings.NewReader("Uryyb, Jbeyq!\n")})
	var cw countWriter
	r := io.TeeReader(io.LimitReader(oneByte{strings.NewReader("abcdefgh")}, 5), &cw)
	b, err := io.ReadAll(r)
	fmt.Println(string(b), err, cw.n, cw.calls)
	multi := io.MultiReader(strings.NewReader("one "), strings.NewReader(""), strings.NewReader("two"))
	b, _ = io.ReadAll(multi)
	fmt.Println(string(b))
	buf := make([]byte, 4)
	n, err := io.ReadFull(strings.NewReader("ab"), buf)
	fmt.Println(n, err, err == io.ErrUnexpectedEOF)
	n, err = io.ReadFull(oneByte{strings.NewReader("abcdef")}, buf)
	fmt.Println(n, err, string(buf))
	n, err = io.ReadAtLeast(strings.NewReader("abc"), buf[:1], 2)
	fmt.Println(n, err)
	sec := io.NewSectionReader(strings.NewReader("0123456789"), 3, 4)
	b, _ = io.ReadAll(sec)
	fmt.Println(string(b), sec.Size())
	w, err := io.WriteString(io.MultiWriter(&cw, io.Discard), "xyz")
	fmt.Println(w, err, cw.n)
	c, err := io.Copy(&failing{6}, oneByte{strings.NewReader("too much data")})
	fmt.Println(c, err)
	c, err = io.CopyN(io.Discard, strings.NewReader("abc"), 5)
	fmt.Println(c, err)
	pr, pw := io.Pipe()
	go func() {
		for i := range 3 {
			fmt.Fprintf(pw, "line %d\n", i)
		}
		pw.CloseWithError(errors.New("writer gave up"))
	}()
	b, err = io.ReadAll(pr)
	fmt.Printf("%q %v\n", b, err)
	_, err = pw.Write([]byte("x"))
	fmt.Println(err)
}
