// Package encoding/binary: byte orders, varints, structs.
package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io"
)

type header struct {
	Magic   uint32
	Version uint16
	Flags   [2]uint8
	Size    int64
	Ratio   float32
	Ok      bool
	_       [3]byte
}

func main() {
	b := make([]byte, 8)
	binary.BigEndian.PutUint32(b, 0xdeadbeef)
	binary.LittleEndian.PutUint16(b[4:], 0x1234)
	fmt.Printf("% x %x %x %d\n", b, binary.LittleEndian.Uint32(b), binary.BigEndian.Uint64(b), binary.LittleEndian.Uint16(b[4:]))
	fmt.Println(binary.BigEndian.AppendUint32(nil, 1), binary.LittleEndian.AppendUint64([]byte{9}, 258), binary.BigEndian, binary.LittleEndian)
	h := header{0xcafe, 2, [2]uint8{7, 8}, -5, 1.5, true, [3]byte{}}
	var buf bytes.Buffer
	fmt.Println(binary.Write(&buf, binary.BigEndian, h), binary.Size(h), buf.Len())
	fmt.Printf("% x\n", buf.Bytes())
	var g header
	fmt.Println(binary.Read(bytes.NewReader(buf.Bytes()), binary.BigEndian, &g), g == h, g)
	err := binary.Read(bytes.NewReader(buf.Bytes()[:5]), binary.LittleEndian, &g)
	fmt.Println(err, err == io.ErrUnexpectedEOF)
	fmt.Println(binary.Write(&buf, binary.LittleEndian, 5), binary.Write(io.Discard, binary.LittleEndian, struct{ S string }{}))
	buf.Reset()
	binary.Write(&buf, binary.LittleEndian, []int16{1, -1, 256})
	fmt.Println(buf.Bytes())
	for _, v := range []uint64{0, 127, 128, 300, 1<<64 - 1} {
		p := binary.AppendUvarint(nil, v)
		u, n := binary.Uvarint(p)
		fmt.Print(p, u == v, n, " ")
	}
	for _, v := range []int64{0, -1, 63, -64, -1 << 63} {
		p := binary.AppendVarint(nil, v)
		i, n := binary.Varint(p)
		fmt.Print(len(p), i == v, n, " ")
	}
	fmt.Println()
	_, n := binary.Uvarint([]byte{0x80})
	_, m := binary.Uvarint(bytes.Repeat([]byte{0xff}, 11))
	_, err = binary.ReadUvarint(bytes.NewReader([]byte{0x80}))
	fmt.Println(n, m, err)
	out, err := binary.Append(nil, binary.BigEndian, struct{ A, B uint16 }{1, 2})
	fmt.Println(out, err)
	defer func() { fmt.Println(recover()) }()
	binary.BigEndian.Uint64(b[:7])
}
