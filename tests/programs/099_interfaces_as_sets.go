// Interfaces with overlapping methods, embedded in each other; assertions between them; unexported methods.
package main

import "fmt"

type Opener interface{ Open() string }
type Closer interface{ Close() string }
type OpenCloser interface {
	Opener
	Closer
}
type CloserOpener interface {
	Closer
	Opener
	interface{ Close() string }
}
type Sized interface {
	Closer
	Size() int
	secret()
}
type door struct{ w int }

func (d *door) Open() string  { return "open" }
func (d *door) Close() string { return "close" }
func (d *door) Size() int     { return d.w }
func (d *door) secret()       {}

type lid int

func (lid) Close() string { return "lid closed" }

type errorString string

func (e errorString) Error() string { return "E:" + string(e) }

func describe(x any) (s string) {
	if _, ok := x.(Opener); ok {
		s += "O"
	}
	if _, ok := x.(Closer); ok {
		s += "C"
	}
	if z, ok := x.(Sized); ok {
		s += fmt.Sprint("S", z.Size())
	}
	if e, ok := x.(error); ok {
		s += e.Error()
	}
	if _, ok := x.(interface{ Size() string }); ok {
		s += "never"
	}
	if c, ok := x.(interface {
		Close() string
		Open() string
	}); ok {
		s += "[" + c.Open() + "," + c.Close() + "]"
	}
	return
}

func main() {
	d := &door{3}
	for _, x := range []any{d, *d, lid(1), errorString("e"), nil, 5} {
		fmt.Printf("%T %q\n", x, describe(x))
	}
	var oc OpenCloser = d
	var co CloserOpener = oc
	oc = co
	var c Closer = oc
	fmt.Println(oc == co, c == oc, c.(OpenCloser).Open(), any(c) == any(oc))
	c = lid(2)
	_, ok := c.(OpenCloser)
	fmt.Println(ok, c.Close())
	var e error = errorString("x")
	var s fmt.Stringer
	_, ok = e.(fmt.Stringer)
	fmt.Println(ok, s == nil, e)
	es := []error{errorString("a"), nil}
	as := make([]any, len(es))
	for i, e := range es {
		as[i] = e
	}
	fmt.Println(as, as[1] == nil)
	f := OpenCloser.Close
	fmt.Println(f(d))
	cs := map[Closer]int{d: 1, lid(1): 2}
	cs[lid(1)]++
	cs[&door{3}]++
	fmt.Println(len(cs), cs[d], cs[lid(1)])
}
