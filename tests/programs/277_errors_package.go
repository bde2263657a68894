// Package errors: trees of errors, Is and As with methods, Join, unwrapping.
// Vet: it also wraps a pointer to an error value.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
)

type status int

func (s status) Error() string { return fmt.Sprintf("status %d", int(s)) }
func (s status) Is(t error) bool {
	return t == io.EOF && s == 404
}
func (s status) As(target any) bool {
	if p, ok := target.(**os.PathError); ok {
		*p = &os.PathError{Op: "as", Path: fmt.Sprint(int(s)), Err: io.EOF}
		return true
	}
	return false
}

type multi []error

func (m multi) Error() string   { return fmt.Sprint(len(m), " errors") }
func (m multi) Unwrap() []error { return m }

func main() {
	base := errors.New("base")
	w1 := fmt.Errorf("one: %w", base)
	w2 := fmt.Errorf("two: %w, %w", w1, status(404))
	fmt.Println(w2, errors.Is(w2, base), errors.Is(w2, io.EOF), errors.Unwrap(w2), errors.Unwrap(w1) == base)
	var st status
	var pe *os.PathError
	fmt.Println(errors.As(w2, &st), st, errors.As(w2, &pe), pe)
	j := errors.Join(base, nil, status(500), w1)
	fmt.Printf("%v|%q\n", j, j)
	fmt.Println(errors.Is(j, base), errors.Join() == nil, errors.Is(nil, nil), errors.Is(base, nil))
	m := multi{status(1), fmt.Errorf("deep: %w", multi{io.ErrUnexpectedEOF})}
	fmt.Println(m, errors.Is(m, io.ErrUnexpectedEOF), errors.Is(m, io.EOF), errors.As(m, &st), st)
	_, err := os.Open("/no/such/file/anywhere")
	fmt.Println(err, errors.Is(err, os.ErrNotExist), os.IsNotExist(err), errors.As(err, &pe) && pe.Op == "open")
	fmt.Println(fmt.Errorf("%d %s %w", 1, "x", nil), fmt.Errorf("none %v", base), errors.Unwrap(fmt.Errorf("none %v", base)))
	fmt.Printf("%T %T %T\n", base, w1, w2)
	fmt.Println(errors.Is(fmt.Errorf("%w", &st), status(1)), errors.Is(&st, status(1)))
	fmt.Println(errors.ErrUnsupported, errors.Is(fmt.Errorf("x: %w", errors.ErrUnsupported), errors.ErrUnsupported))
}
