// The flow of errors through named results, defers and shadowing in a small file system.
package main

import (
	"errors"
	"fmt"
)

type file struct {
	name   string
	data   []byte
	closed bool
	fs     *fs
}

type fs struct {
	files map[string][]byte
	open  int
	fail  string
}

var errClosed = errors.New("file already closed")

type pathError struct {
	op, path string
	err      error
}

func (e *pathError) Error() string { return e.op + " " + e.path + ": " + e.err.Error() }
func (e *pathError) Unwrap() error { return e.err }

func (f *fs) Open(name string) (*file, error) {
	data, ok := f.files[name]
	if !ok {
		return nil, &pathError{"open", name, errors.New("no such file")}
	}
	f.open++
	return &file{name: name, data: data, fs: f}, nil
}

func (f *file) Close() error {
	if f.closed {
		return &pathError{"close", f.name, errClosed}
	}
	f.closed = true
	f.fs.open--
	if f.fs.fail == f.name {
		return &pathError{"close", f.name, errors.New("disk full")}
	}
	return nil
}

func (f *fs) Copy(dst, src string) (n int, err error) {
	in, err := f.Open(src)
	if err != nil {
		return 0, err
	}
	defer in.Close()
	out, err := f.Open(dst)
	if err != nil {
		f.files[dst] = nil
		if out, err = f.Open(dst); err != nil {
			return
		}
	}
	defer func() {
		if cerr := out.Close(); cerr != nil && err == nil {
			n, err = 0, cerr
		}
	}()
	for _, b := range in.data {
		if b == '!' {
			return n, fmt.Errorf("copy: bad byte at %d", n)
		}
		out.data = append(out.data, b)
		n++
	}
	f.files[dst] = out.data
	return n, nil
}

func main() {
	f := &fs{files: map[string][]byte{"a": []byte("hello"), "bad": []byte("ab!c"), "z": []byte("Z")}}
	fmt.Println(f.Copy("b", "a"))
	fmt.Println(f.Copy("b", "none"))
	fmt.Println(f.Copy("c", "bad"))
	f.fail = "d"
	n, err := f.Copy("d", "a")
	var pe *pathError
	fmt.Println(n, err, errors.As(err, &pe) && pe.op == "close", f.open)
	fmt.Println(len(f.files), string(f.files["b"]), f.files["c"] == nil, string(f.files["d"]))
	x, _ := f.Open("z")
	fmt.Println(x.Close(), errors.Is(x.Close(), errClosed))
	for _, name := range []string{"z", "nope"} {
		if x, err := f.Open(name); err != nil {
			fmt.Println("err", err)
		} else if err := x.Close(); err == nil {
			fmt.Println("ok", x.name)
		}
	}
}
