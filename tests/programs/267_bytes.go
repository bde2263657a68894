// Package bytes: functions and Buffer.
package main

import (
	"bytes"
	"fmt"
	"io"
)

func main() {
	a, b := []byte("hello"), []byte("world")
	fmt.Println(bytes.Equal(a, b), bytes.Compare(a, b), bytes.Contains(a, []byte("ell")), bytes.Index(a, []byte("l")), bytes.Count(a, []byte("l")))
	fmt.Printf("%s %s %s %q\n", bytes.ToUpper(a), bytes.Join([][]byte{a, b}, []byte(" ")), bytes.Repeat([]byte("-"), 3), bytes.Split([]byte("a b c"), []byte(" ")))
	fmt.Printf("%s %s %q\n", bytes.TrimSpace([]byte("  x ")), bytes.ReplaceAll(a, []byte("l"), []byte("L")), bytes.Fields([]byte(" a b ")))
	var buf bytes.Buffer
	buf.WriteString("line one\nline two\nrest")
	line, err := buf.ReadString('\n')
	fmt.Printf("%q %v %d\n", line, err, buf.Len())
	bs, _ := buf.ReadBytes('\n')
	fmt.Printf("%q\n", bs)
	next := buf.Next(2)
	c, _ := buf.ReadByte()
	fmt.Println(string(next), string(c), buf.UnreadByte(), buf.String())
	_, err = buf.ReadString('x')
	fmt.Println(err, buf.Len())
	fmt.Fprintf(&buf, "%03d", 7)
	buf.Truncate(2)
	buf.WriteByte('!')
	buf.WriteRune('é')
	buf.Write([]byte{65, 66})
	fmt.Println(buf.String(), buf.Len())
	n, err := io.Copy(&buf, bytes.NewReader([]byte("copied")))
	fmt.Println(n, err, buf.String())
	r := bytes.NewBufferString("from buffer")
	var out bytes.Buffer
	k, _ := r.WriteTo(&out)
	fmt.Println(k, out.String(), r.Len())
	m, _ := out.ReadFrom(bytes.NewReader(b))
	fmt.Println(m, out.String())
	before, after, ok := bytes.Cut([]byte("k:v"), []byte(":"))
	fmt.Println(string(before), string(after), ok, bytes.HasPrefix(a, []byte("he")), bytes.IndexByte(a, 'z'), bytes.EqualFold([]byte("A"), []byte("a")))
	out.Reset()
	_, err = out.ReadByte()
	fmt.Println(err, bytes.MinRead, bytes.Title([]byte("abc")))
	x := bytes.Clone(a)
	x[0] = 'J'
	fmt.Println(string(a), string(x), bytes.Runes([]byte("é"))[0])
}
