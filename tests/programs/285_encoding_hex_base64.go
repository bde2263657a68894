// Packages encoding/hex and encoding/base64.
package main

import (
	"bytes"
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"io"
	"os"
	"strings"
)

func main() {
	data := []byte("Hello, 世界!\x00\xff")
	h := hex.EncodeToString(data)
	back, err := hex.DecodeString(h)
	fmt.Println(h, bytes.Equal(back, data), err)
	for _, s := range []string{"abc", "zz", "ABCDEF", ""} {
		b, err := hex.DecodeString(s)
		fmt.Println(b, err)
	}
	fmt.Print(hex.Dump([]byte("0123456789abcdef more \n")))
	for _, e := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding, base64.RawStdEncoding, base64.RawURLEncoding} {
		s := e.EncodeToString(data)
		b, err := e.DecodeString(s)
		fmt.Println(s, bytes.Equal(b, data), err, e.EncodedLen(10), e.DecodedLen(16))
	}
	for _, s := range []string{"YQ==", "YQ=", "YQ", "Y!==", "YWJj\nZGVm", "====", "YR=="} {
		b, err := base64.StdEncoding.DecodeString(s)
		fmt.Printf("%q %v; ", b, err)
	}
	fmt.Println()
	_, err = base64.StdEncoding.Strict().DecodeString("YR==")
	fmt.Println(err)
	w := base64.NewEncoder(base64.StdEncoding, os.Stdout)
	fmt.Fprint(w, "streamed ")
	fmt.Fprint(w, "text")
	w.Close()
	fmt.Println()
	r := base64.NewDecoder(base64.StdEncoding, strings.NewReader("c3RyZWFt\nZWQ="))
	all, err := io.ReadAll(r)
	fmt.Println(string(all), err)
	d := hex.NewDecoder(strings.NewReader("4869"))
	all, _ = io.ReadAll(d)
	fmt.Println(string(all))
}
