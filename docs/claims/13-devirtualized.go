// claim: That is so for every interface value.
// holds if: make\(\[\]byte, 64\) escapes to heap
// remark: The call is made directly, even with inlining off.

package p

import "io"

type source struct{ next byte }

func (s *source) Read(p []byte) (int, error) {
	p[0] = s.next
	return 1, nil
}

func Read() byte {
	var r io.Reader = &source{next: 7}
	buf := make([]byte, 64)
	r.Read(buf)
	return buf[0]
}
