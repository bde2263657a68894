// Errors: sentinel values, types, wrapping, joining, Is and As.
// Vet: it also asks for a nil target.
package main

import (
	"errors"
	"fmt"
)

var ErrNotFound = errors.New("not found")

type OpError struct {
	Op  string
	Err error
}

func (e *OpError) Error() string { return e.Op + ": " + e.Err.Error() }
func (e *OpError) Unwrap() error { return e.Err }

type Temporary struct{ n int }

func (t Temporary) Error() string        { return fmt.Sprint("temporary ", t.n) }
func (t Temporary) Is(target error) bool { return target == ErrNotFound && t.n == 404 }

func find(k string) error {
	switch k {
	case "a":
		return nil
	case "b":
		return &OpError{"find", ErrNotFound}
	case "c":
		return fmt.Errorf("ctx %q: %w", k, &OpError{"get", Temporary{1}})
	case "d":
		return errors.Join(ErrNotFound, nil, Temporary{2})
	case "e":
		return fmt.Errorf("two: %w and %w", Temporary{3}, ErrNotFound)
	}
	return Temporary{404}
}

func main() {
	for _, k := range []string{"a", "b", "c", "d", "e", "f"} {
		err := find(k)
		var op *OpError
		var t Temporary
		fmt.Printf("%v | is %v | op %v | temp %v", err, errors.Is(err, ErrNotFound), errors.As(err, &op), errors.As(err, &t))
		if op != nil {
			fmt.Print(" ", op.Op)
		}
		fmt.Println(" ", t.n)
	}
	fmt.Println(errors.New("x") == errors.New("x"), errors.Unwrap(find("c")), errors.Unwrap(ErrNotFound))
	fmt.Println(errors.Join(nil, nil) == nil, fmt.Errorf("no wrap: %v", ErrNotFound))
	fmt.Printf("%q\n", find("d").Error())
	if e, ok := errors.AsType[*OpError](find("b")); ok {
		fmt.Println(e.Op)
	}
	deep := error(ErrNotFound)
	for i := range 5 {
		deep = fmt.Errorf("%d(%w)", i, deep)
	}
	fmt.Println(deep, errors.Is(deep, ErrNotFound))
	func() {
		defer func() { fmt.Println(recover()) }()
		errors.As(deep, nil)
	}()
}
