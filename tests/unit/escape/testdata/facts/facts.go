// Package facts holds small programs about what escapes. A comment "want" lists what the compiler of Go 1.27 says about its line
// under -m -l, separated by semicolons.
package facts

import (
	"bytes"
	"io"
	"sync"
)

type N struct{ p *int }

func (n *N) M() {} // want n does not escape

func use(p *int) { _ = *p } // want p does not escape

var sinkInt *int

func storeThroughPointer() {
	y := 1    // want moved to heap: y
	t := &N{} // want &N{} does not escape
	t.p = &y
}

func storeIntoVariable() {
	y := 1
	var t N
	t.p = &y
	use(t.p)
}

func pointerInLiteral() {
	y := 1
	t := &N{p: &y} // want &N{...} does not escape
	use(t.p)
}

func slices() {
	var a, b int         // want moved to heap: a
	s := make([]*int, 1) // want make([]*int, 1) does not escape
	s[0] = &a
	u := []*int{&b} // want []*int{...} does not escape
	use(u[0])
}

func maps() {
	m := make(map[*int]*int) // want make(map[*int]*int) does not escape
	var k, e, h int          // want moved to heap: k; moved to heap: e
	m[&k] = &e
	_ = m[&h]
}

func channels() {
	x := 1 // want moved to heap: x
	ch := make(chan *int, 1)
	ch <- &x
}

func loop() {
	var p *int
	for range 3 {
		p = new(int) // want new(int) escapes to heap
	}
	use(p)
}

func label(n int) {
	var last *int
L:
	x := n // want moved to heap: x
	last = &x
	use(last)
	if n--; n > 0 {
		goto L
	}
}

func deferred() {
	t := new(int)             // want new(int) does not escape
	defer func() { use(t) }() // want func literal does not escape
}

func deferredInLoop() {
	for range 3 {
		t := new(int)             // want new(int) escapes to heap
		defer func() { use(t) }() // want func literal escapes to heap
	}
}

func goWithoutMessage(t *N) { // want leaking param: t
	go t.M()
}

func methodValue() func() {
	t := &N{}  // want &N{} escapes to heap
	return t.M // want t.M escapes to heap
}

func functionVariable(b bool) {
	f := use
	if b {
		f = func(p *int) {} // want p does not escape; func literal does not escape
	}
	z := 1
	f(&z)
}

type buffer struct{ buf []byte }

func (b *buffer) next() { // want b does not escape
	b.buf = b.buf[1:] // want (*buffer).next ignoring self-assignment in b.buf = b.buf[1:]
}

func lock() {
	var mu sync.Mutex // want moved to heap: mu
	mu.Lock()
	mu.Unlock()
}

func address[T any](v T) *T { return &v } // want moved to heap: v

func instance() { _ = address(1) }

func zeroSized(n int) {
	_ = make([]struct{}, n) // want make([]struct {}, n) escapes to heap
}

func constantSize() {
	l := 1
	_ = make([]int, l, l) // want make([]int, l, 1) does not escape
}

func appended(s []*int) []*int { // want leaking param: s to result ~r0 level=0; leaking param content: s
	c := 1               // want moved to heap: c
	return append(s, &c) // want append escapes to heap
}

func zeroCopy(s string) int { // want s does not escape
	return len([]byte(s)[1:]) // want ([]byte)(s) does not escape; zero-copy string->[]byte conversion
}

func dynamic(r io.Reader) { // want leaking param: r
	r.Read(make([]byte, 64)) // want make([]byte, 64) escapes to heap
}

func closureResult() {
	var u int
	*func() *int { return &u }() = 42 // want func literal does not escape
}

func boxed(a any) {} // want a does not escape

func boxing(b *bytes.Buffer) { // want b does not escape
	n := 300
	boxed(n) // want 300 does not escape
	boxed(b)
	boxed(*b) // want *b does not escape
}

var closures []func()

func perIteration() {
	for i := range 3 { // want moved to heap: i
		closures = append(closures, func() { i++ }) // want append escapes to heap; func literal escapes to heap
	}
}

func ranges(yield func(int) bool) {} // want yield does not escape

func rangeOverFunc() (n int) {
	for i := range ranges { // want func literal does not escape
		n += i
	}
	return n
}
