// Packages hash/crc32, crc64, adler32, fnv: sums of known texts, incremental writing.
package main

import (
	"fmt"
	"hash"
	"hash/adler32"
	"hash/crc32"
	"hash/crc64"
	"hash/fnv"
	"io"
)

func main() {
	text := []byte("The quick brown fox jumps over the lazy dog")
	fmt.Printf("%08x %08x %08x\n", crc32.ChecksumIEEE(text), crc32.Checksum(text, crc32.MakeTable(crc32.Castagnoli)), crc32.Checksum(text, crc32.MakeTable(crc32.Koopman)))
	fmt.Printf("%016x %016x\n", crc64.Checksum(text, crc64.MakeTable(crc64.ISO)), crc64.Checksum(text, crc64.MakeTable(crc64.ECMA)))
	fmt.Printf("%08x\n", adler32.Checksum(text))
	for name, h := range map[string]hash.Hash{"one": fnv.New128a()} {
		h.Write(text)
		fmt.Printf("%s %x %d %d\n", name, h.Sum([]byte("p")), h.Size(), h.BlockSize())
	}
	h32, h32a, h64, h64a := fnv.New32(), fnv.New32a(), fnv.New64(), fnv.New64a()
	w := io.MultiWriter(h32, h32a, h64, h64a)
	for i := 0; i < len(text); i += 7 {
		w.Write(text[i:min(i+7, len(text))])
	}
	fmt.Println(h32.Sum32(), h32a.Sum32(), h64.Sum64(), h64a.Sum64())
	c := crc32.NewIEEE()
	io.WriteString(c, "The quick brown fox ")
	mid := c.Sum32()
	io.WriteString(c, "jumps over the lazy dog")
	fmt.Println(mid, c.Sum32() == crc32.ChecksumIEEE(text), crc32.Update(mid, crc32.IEEETable, text[20:]) == c.Sum32())
	c.Reset()
	fmt.Println(c.Sum32(), fnv.New64().Sum64(), adler32.Checksum(nil))
	big := make([]byte, 10000)
	for i := range big {
		big[i] = byte(i * i)
	}
	fmt.Println(crc32.ChecksumIEEE(big), adler32.Checksum(big))
}
