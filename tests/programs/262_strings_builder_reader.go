// strings.Builder and strings.Reader.
package main

import (
	"fmt"
	"io"
	"strings"
)

func main() {
	var b strings.Builder
	for i := range 3 {
		fmt.Fprintf(&b, "%d-", i)
	}
	b.WriteByte('x')
	b.WriteRune('é')
	n, err := b.WriteString("str")
	fmt.Println(b.String(), b.Len(), n, err)
	b.Reset()
	b.Grow(100)
	fmt.Println(b.Len(), b.Cap() >= 100, b.String() == "")
	r := strings.NewReader("hello, 世界")
	buf := make([]byte, 5)
	k, err := r.Read(buf)
	fmt.Println(k, err, string(buf), r.Len(), r.Size())
	c, _ := r.ReadByte()
	fmt.Println(string(c), r.UnreadByte(), r.Len())
	r.Seek(2, io.SeekCurrent)
	ru, size, err := r.ReadRune()
	fmt.Println(string(ru), size, err)
	fmt.Println(r.UnreadRune(), r.UnreadRune())
	pos, err := r.Seek(-3, io.SeekEnd)
	rest, _ := io.ReadAll(r)
	fmt.Println(pos, err, string(rest))
	_, err = r.Read(buf)
	fmt.Println(err == io.EOF)
	k, err = r.ReadAt(buf, 9)
	fmt.Println(k, err)
	_, err = r.Seek(-1, io.SeekStart)
	fmt.Println(err)
	r.Reset("new")
	var out strings.Builder
	w, err := r.WriteTo(&out)
	fmt.Println(w, err, out.String())
	defer func() { fmt.Println(recover()) }()
	cp := out
	cp.WriteString("copied")
}
