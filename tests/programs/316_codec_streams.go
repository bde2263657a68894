// Streams through encoders and back, with checksums on both ends and a pipe in between.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

type runLength struct {
	w    io.Writer
	last byte
	n    int
}

func (r *runLength) flush() error {
	if r.n == 0 {
		return nil
	}
	_, err := r.w.Write([]byte{byte(r.n), r.last})
	r.n = 0
	return err
}

func (r *runLength) Write(p []byte) (int, error) {
	for i, c := range p {
		if r.n > 0 && (c != r.last || r.n == 255) {
			if err := r.flush(); err != nil {
				return i, err
			}
		}
		r.last = c
		r.n++
	}
	return len(p), nil
}

func (r *runLength) Close() error { return r.flush() }

type unRun struct {
	r    io.Reader
	left []byte
}

func (u *unRun) Read(p []byte) (int, error) {
	if len(u.left) == 0 {
		var pair [2]byte
		if _, err := io.ReadFull(u.r, pair[:]); err != nil {
			return 0, err
		}
		u.left = bytes.Repeat(pair[1:], int(pair[0]))
	}
	n := copy(p, u.left)
	u.left = u.left[n:]
	return n, nil
}

func main() {
	text := strings.Repeat("a", 300) + "bcd" + strings.Repeat(" ", 20) + "end"
	var buf bytes.Buffer
	b64 := base64.NewEncoder(base64.StdEncoding, &buf)
	rl := &runLength{w: b64}
	n, err := io.WriteString(rl, text)
	rl.Close()
	b64.Close()
	fmt.Println(n, err, buf.Len(), buf.String())
	sum := crc32.NewIEEE()
	out, err := io.ReadAll(io.TeeReader(&unRun{r: base64.NewDecoder(base64.StdEncoding, &buf)}, sum))
	fmt.Println(string(out) == text, err, sum.Sum32() == crc32.ChecksumIEEE([]byte(text)))
	_, err = io.ReadAll(&unRun{r: strings.NewReader("\x02ab")})
	fmt.Println(err)
	_, err = io.ReadAll(&unRun{r: base64.NewDecoder(base64.StdEncoding, strings.NewReader("AmE=!!"))})
	fmt.Println(err)
	pr, pw := io.Pipe()
	go func() {
		h := hex.NewEncoder(pw)
		for i := range 4 {
			fmt.Fprintf(h, "part %d;", i)
		}
		pw.Close()
	}()
	all, err := io.ReadAll(hex.NewDecoder(pr))
	fmt.Println(string(all), err)
	var hx strings.Builder
	d := hex.Dumper(&hx)
	io.Copy(io.MultiWriter(hex.NewEncoder(&hx), d), strings.NewReader("both"))
	d.Close()
	fmt.Printf("%q\n", hx.String())
}
