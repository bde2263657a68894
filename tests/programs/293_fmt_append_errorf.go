// fmt.Append, Errorf with several verbs, Fprint to writers, State in custom formatters.
// Vet: wrong verbs are on purpose.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"strings"
)

type temp float64

func (t temp) Format(s fmt.State, verb rune) {
	switch verb {
	case 'c':
		prec, ok := s.Precision()
		if !ok {
			prec = 1
		}
		fmt.Fprintf(s, "%.*f°C", prec, float64(t))
	case 'v':
		if s.Flag('#') {
			io.WriteString(s, "temp!")
			return
		}
		fmt.Fprintf(s, fmt.FormatString(s, 'f'), float64(t))
	default:
		fmt.Fprintf(s, "%%!%c(temp=%v)", verb, float64(t))
	}
}

type limited struct{ left int }

func (l *limited) Write(p []byte) (int, error) {
	if len(p) > l.left {
		return l.left, io.ErrShortWrite
	}
	l.left -= len(p)
	return len(p), nil
}

type wide struct {
	A int
	B []string
	C map[string]*int
	D error
	E fmt.Stringer
}

func main() {
	b := fmt.Append(nil, 1, "a", 2, 3.5)
	b = fmt.Appendf(b, "[%05d]", 42)
	b = fmt.Appendln(b, "x", nil)
	fmt.Printf("%q\n", b)
	t := temp(21.456)
	fmt.Printf("%c %.2c %v %8.1v| %#v %d %s\n", t, t, t, t, t, t, t)
	fmt.Println(t, []temp{1, 2})
	n, err := fmt.Fprintf(&limited{4}, "too %s", "long")
	fmt.Println(n, err)
	n, err = fmt.Fprint(&limited{100}, "fits")
	fmt.Println(n, err)
	e := fmt.Errorf("%d: %w (%v)", 1, os.ErrNotExist, errors.New("x"))
	fmt.Println(e, errors.Is(e, os.ErrNotExist))
	fmt.Printf("%v %+v %#v\n", wide{}, wide{A: 1, B: []string{"x"}}, wide{})
	var sb strings.Builder
	fmt.Fprintln(&sb, "one", 2)
	fmt.Fprint(&sb, "three", 4, 5)
	fmt.Printf("%q\n", sb.String())
	fmt.Printf("%v %v\n", struct{ error }{io.EOF}, struct{ fmt.Stringer }{nil})
	fmt.Printf("%s|%10.3s|%-10s|%x|% x|%q\n", []byte("bytes"), []byte("bytes"), io.EOF, io.EOF, "abc", []string{"a", "b"})
	fmt.Printf("%t %v %08b %o %#o %x %X %#x %c %q %U\n", true, false, 5, 8, 8, -255, 255, 255, 'x', 'x', 'x')
	fmt.Printf("%[2]*[1]d|%-[2]*[1]d|%[3]q %[3]v %[1]T\n", 7, 5, "s")
	fmt.Printf("%6.2f|%-8.3f|%+.1e|%08.2f|% .3f|%g|%.3g|%#g\n", 3.14159, 2.5, 12345.678, -3.14159, 1.5, 1e-10, 1234567.0, 1.0)
	fmt.Printf("%5t|%-7t|%q|%v|%+v\n", true, false, 0x1F600, [3]byte{1, 2, 3}, &[]any{nil, 1})
	fmt.Printf("%!|%d %s\n", 1, 2, 3)
}
