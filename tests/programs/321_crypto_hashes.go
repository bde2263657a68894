// The digests of crypto/sha256, sha1, md5 and sha512, and HMAC, of known texts.
package main

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"crypto/sha512"
	"fmt"
	"io"
)

func main() {
	for _, s := range []string{"", "abc", "The quick brown fox jumps over the lazy dog"} {
		fmt.Printf("%x\n%x\n%x\n%x\n", md5.Sum([]byte(s)), sha1.Sum([]byte(s)), sha256.Sum256([]byte(s)), sha512.Sum512([]byte(s)))
	}
	h := sha256.New()
	for i := range 300 {
		fmt.Fprintf(h, "%d,", i)
	}
	fmt.Printf("%x %d %d\n", h.Sum(nil), h.Size(), h.BlockSize())
	h.Reset()
	io.WriteString(h, "abc")
	fmt.Printf("%x\n%x\n", h.Sum([]byte{1})[:5], sha256.Sum224([]byte("abc")))
	m := hmac.New(sha256.New, []byte("key"))
	m.Write([]byte("message"))
	sum := m.Sum(nil)
	fmt.Printf("%x %v\n", sum, hmac.Equal(sum, sum[:31]))
}
