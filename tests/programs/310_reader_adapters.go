// Readers and writers of one's own, with bufio, io and bytes around them; errors in the middle of a stream.
package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

type upper struct{ w io.Writer }

func (u upper) Write(p []byte) (int, error) {
	n, err := u.w.Write(bytes.ToUpper(p))
	return n, err
}

type numbered struct {
	w    io.Writer
	line int
	mid  bool
}

func (n *numbered) Write(p []byte) (total int, err error) {
	for len(p) > 0 {
		if !n.mid {
			n.line++
			fmt.Fprintf(n.w, "%2d: ", n.line)
			n.mid = true
		}
		i := bytes.IndexByte(p, '\n') + 1
		if i == 0 {
			i = len(p)
		} else {
			n.mid = false
		}
		k, err := n.w.Write(p[:i])
		total += k
		if err != nil {
			return total, err
		}
		p = p[i:]
	}
	return
}

type repeat struct {
	s    string
	left int
	pos  int
}

func (r *repeat) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if r.left == 0 {
			return n, io.EOF
		}
		k := copy(p[n:], r.s[r.pos:])
		n += k
		if r.pos += k; r.pos == len(r.s) {
			r.pos = 0
			r.left--
		}
	}
	return
}

var errBroken = errors.New("connection broken")

type broken struct {
	io.Reader
	after int
}

func (b *broken) Read(p []byte) (int, error) {
	if b.after == 0 {
		return 0, errBroken
	}
	n, err := b.Reader.Read(p[:min(len(p), b.after)])
	b.after -= n
	return n, err
}

type limited struct {
	n int
	r io.Reader
}

func (l limited) Read(p []byte) (int, error) { return l.r.Read(p[:min(len(p), l.n)]) }

func few(n int, r io.Reader) io.Reader { return limited{n, r} }

func main() {
	var out bytes.Buffer
	w := bufio.NewWriter(upper{&numbered{w: &out}})
	n, err := io.Copy(w, &repeat{s: "line of text\n", left: 3})
	w.Flush()
	fmt.Print(n, " ", err, "\n", out.String())
	b, err := io.ReadAll(&broken{strings.NewReader("0123456789"), 4})
	fmt.Printf("%q %v\n", b, err)
	sc := bufio.NewScanner(&broken{strings.NewReader("one\ntwo\nthree\n"), 6})
	for sc.Scan() {
		fmt.Printf("%q ", sc.Text())
	}
	fmt.Println(sc.Err())
	for _, r := range []io.Reader{few(1, strings.NewReader("abc")), few(2, strings.NewReader("abcdef"))} {
		var sizes []int
		buf := make([]byte, 4)
		for {
			n, err := r.Read(buf)
			sizes = append(sizes, n)
			if err != nil {
				fmt.Println(sizes, err)
				break
			}
		}
	}
	pr, pw := io.Pipe()
	go func() {
		bw := bufio.NewWriterSize(pw, 16)
		for i := range 5 {
			fmt.Fprintf(bw, "message %d;", i)
		}
		bw.Flush()
		pw.Close()
	}()
	br := bufio.NewReader(pr)
	for {
		s, err := br.ReadString(';')
		if err != nil {
			fmt.Printf("%q %v\n", s, err)
			break
		}
		fmt.Print(s, " ")
	}
}
