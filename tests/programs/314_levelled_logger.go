// A logger with levels, fields and formats, safe for several goroutines, written to a buffer.
package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
	"sync"
)

type Level int8

const (
	Debug Level = iota - 1
	Info
	Warn
)

func (l Level) String() string {
	switch {
	case l < Info:
		return "DEBUG"
	case l == Info:
		return "INFO"
	}
	return "WARN" + strings.Repeat("!", int(l-Warn))
}

type fields map[string]any

type encoder func(w io.Writer, l Level, msg string, f fields) error

func text(w io.Writer, l Level, msg string, f fields) error {
	fmt.Fprintf(w, "%-5v %s", l, msg)
	for _, k := range slices.Sorted(maps.Keys(f)) {
		v := fmt.Sprint(f[k])
		if strings.ContainsAny(v, " \"=") || v == "" {
			v = strconv.Quote(v)
		}
		fmt.Fprintf(w, " %s=%s", k, v)
	}
	_, err := fmt.Fprintln(w)
	return err
}

func asJSON(w io.Writer, l Level, msg string, f fields) error {
	m := maps.Clone(f)
	if m == nil {
		m = fields{}
	}
	for k, v := range m {
		if err, ok := v.(error); ok {
			m[k] = err.Error()
		}
	}
	m["level"], m["msg"] = l, msg
	return json.NewEncoder(w).Encode(m)
}

type Logger struct {
	mu     *sync.Mutex
	out    io.Writer
	min    Level
	enc    encoder
	fields fields
}

func (l *Logger) With(kv ...any) *Logger {
	c := *l
	c.fields = maps.Clone(l.fields)
	if c.fields == nil {
		c.fields = fields{}
	}
	for i := 0; i+1 < len(kv); i += 2 {
		c.fields[fmt.Sprint(kv[i])] = kv[i+1]
	}
	return &c
}

func (l *Logger) Log(at Level, msg string, kv ...any) {
	if at < l.min {
		return
	}
	m := l.With(kv...)
	l.mu.Lock()
	defer l.mu.Unlock()
	if err := l.enc(l.out, at, msg, m.fields); err != nil {
		fmt.Fprintln(l.out, "log:", err)
	}
}

func main() {
	var buf bytes.Buffer
	for _, enc := range []encoder{text, asJSON} {
		l := &Logger{new(sync.Mutex), &buf, Info, enc, nil}
		l.Log(Info, "start", "n", 1, "s", "two words", "empty", "")
		l.Log(Debug, "hidden")
		sub := l.With("app", "x", "list", []int{1, 2})
		sub.Log(Warn, "problem", "err", errors.New("it \"broke\""), "app", "y")
		sub.Log(Warn+2, "worse", "odd")
		l.Log(Info, "nothing")
		l.Log(Info, "bad", "c", make(chan int) == nil, "f", 1.5)
		var wg sync.WaitGroup
		for range 5 {
			wg.Go(func() { sub.Log(Info, "same") })
		}
		wg.Wait()
	}
	fmt.Print(buf.String())
}
