// A hash of one's own behind hash.Hash64, used as an io.Writer beside the library's.
package main

import (
	"encoding/binary"
	"fmt"
	"hash"
	"hash/fnv"
	"io"
	"math/bits"
	"strings"
)

type mixer struct {
	a, b uint64
	n    int
}

func (m *mixer) Write(p []byte) (int, error) {
	for _, c := range p {
		m.a = bits.RotateLeft64(m.a^uint64(c), 23) * 0x9e3779b97f4a7c15
		m.b += m.a ^ uint64(m.n)
		m.n++
	}
	return len(p), nil
}

func (m *mixer) Sum64() uint64 {
	h := m.a ^ bits.ReverseBytes64(m.b) ^ uint64(m.n)
	h ^= h >> 33
	h *= 0xff51afd7ed558ccd
	return h ^ h>>29
}

func (m *mixer) Sum(b []byte) []byte { return binary.BigEndian.AppendUint64(b, m.Sum64()) }
func (m *mixer) Reset()              { *m = mixer{} }
func (m *mixer) Size() int           { return 8 }
func (m *mixer) BlockSize() int      { return 1 }

var _ hash.Hash64 = (*mixer)(nil)

func collisions(h hash.Hash64, n int) (k int) {
	seen := make(map[uint16]bool)
	for i := range n {
		h.Reset()
		fmt.Fprint(h, "key-", i)
		s := uint16(h.Sum64())
		if seen[s] {
			k++
		}
		seen[s] = true
	}
	return
}

func main() {
	m, f := &mixer{}, fnv.New64a()
	n, err := io.Copy(io.MultiWriter(m, f), strings.NewReader(strings.Repeat("some text ", 50)))
	fmt.Println(n, err, m.Sum64(), f.Sum64())
	fmt.Printf("%x %x %d\n", m.Sum([]byte("p")), f.Sum(nil), m.BlockSize())
	for _, h := range []hash.Hash64{m, f} {
		k := collisions(h, 1000)
		fmt.Printf("%T %d %v\n", h, k, k < 30)
	}
	m.Reset()
	fmt.Println(m.Sum64(), *m == mixer{})
}
