// Streams through several encodings and back: hex, base64, flate.
package main

import (
	"bytes"
	"compress/flate"
	"compress/gzip"
	"encoding/ascii85"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"hash/crc32"
	"io"
	"strings"
)

func main() {
	text := strings.Repeat("All work and no play makes Jack a dull boy. ", 20)
	var buf bytes.Buffer
	b64 := base64.NewEncoder(base64.StdEncoding, &buf)
	fw, err := flate.NewWriter(b64, flate.BestCompression)
	fmt.Println(err)
	n, err := io.WriteString(fw, text)
	fw.Close()
	b64.Close()
	fmt.Println(n, err, buf.Len() < len(text)/3)
	sum := crc32.NewIEEE()
	out, err := io.ReadAll(io.TeeReader(flate.NewReader(base64.NewDecoder(base64.StdEncoding, &buf)), sum))
	fmt.Println(string(out) == text, err, sum.Sum32() == crc32.ChecksumIEEE([]byte(text)))
	var gz bytes.Buffer
	zw := gzip.NewWriter(&gz)
	zw.Name = "a.txt"
	zw.Write([]byte(text[:100]))
	zw.Close()
	zr, err := gzip.NewReader(&gz)
	plain, err2 := io.ReadAll(zr)
	fmt.Println(err, err2, zr.Name, string(plain) == text[:100])
	_, err = gzip.NewReader(strings.NewReader("not gzip at all"))
	fmt.Println(err)
	_, err = io.ReadAll(flate.NewReader(strings.NewReader("\x07broken")))
	fmt.Println(err)
	a := make([]byte, ascii85.MaxEncodedLen(9))
	k := ascii85.Encode(a, []byte("ascii85!!"))
	dst := make([]byte, 20)
	nd, ns, err := ascii85.Decode(dst, a[:k], true)
	fmt.Println(string(a[:k]), string(dst[:nd]), ns, err)
	var hx strings.Builder
	hw := hex.NewEncoder(&hx)
	d := hex.Dumper(&hx)
	io.Copy(io.MultiWriter(hw, d), strings.NewReader("both"))
	d.Close()
	fmt.Printf("%q\n", hx.String())
}
