// Records of type, length and value in a byte stream: written, read back, and broken.
package main

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

type record struct {
	kind byte
	body []byte
}

var errChecksum = errors.New("checksum")

func write(w io.Writer, kind byte, body []byte) error {
	head := binary.AppendUvarint([]byte{kind}, uint64(len(body)))
	for _, p := range [][]byte{head, body, binary.LittleEndian.AppendUint32(nil, crc32.ChecksumIEEE(body))} {
		if _, err := w.Write(p); err != nil {
			return err
		}
	}
	return nil
}

func read(r *bytes.Reader) (rec record, err error) {
	at := r.Size() - int64(r.Len())
	defer func() {
		if err != nil && err != io.EOF {
			err = fmt.Errorf("record at %d: %w", at, err)
		}
	}()
	if rec.kind, err = r.ReadByte(); err != nil {
		return
	}
	n, err := binary.ReadUvarint(r)
	if err != nil {
		return
	}
	if n > uint64(r.Len()) {
		return rec, fmt.Errorf("%d bytes of %d: %w", r.Len(), n, io.ErrUnexpectedEOF)
	}
	rec.body = make([]byte, n)
	io.ReadFull(r, rec.body)
	var sum uint32
	if err = binary.Read(r, binary.LittleEndian, &sum); err != nil {
		return
	}
	if sum != crc32.ChecksumIEEE(rec.body) {
		err = fmt.Errorf("%w %08x", errChecksum, sum)
	}
	return
}

func (r record) String() string {
	switch r.kind {
	case 's':
		return fmt.Sprintf("%q", r.body)
	case 'i':
		n, _ := binary.Varint(r.body)
		return fmt.Sprint(n)
	case 'f':
		return fmt.Sprint(math.Float64frombits(binary.BigEndian.Uint64(r.body)))
	case 'l':
		var out []record
		for b := bytes.NewReader(r.body); ; {
			rec, err := read(b)
			if err != nil {
				return fmt.Sprint(out)
			}
			out = append(out, rec)
		}
	}
	return fmt.Sprintf("%c?", r.kind)
}

func main() {
	var inner, all bytes.Buffer
	write(&inner, 's', []byte("in"))
	write(&inner, 'i', binary.AppendVarint(nil, -300))
	write(&all, 's', []byte("héllo"))
	write(&all, 'f', binary.BigEndian.AppendUint64(nil, math.Float64bits(-2.5)))
	write(&all, 'l', inner.Bytes())
	write(&all, 'x', bytes.Repeat([]byte{7}, 200))
	data := all.Bytes()
	fmt.Println(len(data))
	for _, d := range [][]byte{data, data[:30], append(bytes.Clone(data[:5]), 0xff), nil} {
		for r := bytes.NewReader(d); ; {
			rec, err := read(r)
			if err != nil {
				fmt.Println(err, errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, errChecksum))
				break
			}
			fmt.Print(rec, "; ")
		}
	}
	bad := bytes.Clone(data)
	bad[3] ^= 1
	_, err := read(bytes.NewReader(bad))
	fmt.Println(err, errors.Is(err, errChecksum))
}
