// Panics in functions that the library calls back: sort, strings.Map, sync.Once, iterators, templates; what survives.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"
	"sync"
	"text/template"
)

func try(name string, f func()) {
	defer func() { fmt.Printf("%s: %v\n", name, recover()) }()
	f()
}

type evil struct{ at int }

func (e *evil) Write(p []byte) (int, error) {
	if e.at -= len(p); e.at < 0 {
		panic("writer gave up")
	}
	return len(p), nil
}

type badStringer struct{ p *int }

func (b badStringer) String() string { return fmt.Sprint(*b.p) }

func main() {
	s := []int{3, 1, 2}
	try("sort", func() { sort.Slice(s, func(i, j int) bool { panic("less") }) })
	fmt.Println(s)
	try("slices", func() { slices.SortFunc(s, func(a, b int) int { return []int{}[a] }) })
	try("map", func() {
		strings.Map(func(r rune) rune {
			if r == 'c' {
				panic(r)
			}
			return r
		}, "abcd")
	})
	var once sync.Once
	try("once", func() { once.Do(func() { panic("once") }) })
	try("once again", func() { once.Do(func() { panic("never") }) })
	try("printf", func() { fmt.Fprintf(&evil{3}, "%s %s", "ab", "cd") })
	fmt.Println(badStringer{}, []any{badStringer{nil}})
	try("replace", func() {
		regexp.MustCompile("b+").ReplaceAllStringFunc("abba", func(m string) string { return strings.Repeat(m, -1) })
	})
	try("must", func() { regexp.MustCompile("(") })
	try("template must", func() { template.Must(template.New("x").Parse("{{")) })
	var buf bytes.Buffer
	t := template.Must(template.New("t").Funcs(template.FuncMap{"boom": func() (string, error) { return "", errors.New("boom") }, "bang": func() string { panic("bang") }}).Parse(`a{{if .}}{{boom}}{{else}}{{bang}}{{end}}`))
	try("template error", func() { fmt.Println(t.Execute(&buf, true), buf.String()) })
	try("template panic", func() { fmt.Println(t.Execute(&buf, false)) })
	try("repeat", func() { _ = strings.Repeat("x", -5) })
	try("buffer", func() { buf.Truncate(100) })
	try("insert", func() { s = slices.Insert(s, 9, 1) })
	try("collect", func() {
		_ = slices.Collect(func(yield func(int) bool) { yield(1); panic("producer") })
	})
	try("chunk", func() { fmt.Println(slices.Chunk(s, 0) == nil) })
	try("builder", func() { new(strings.Builder).Grow(-1) })
	var mu sync.Mutex
	try("locked", func() {
		mu.Lock()
		defer mu.Unlock()
		panic("while locked")
	})
	fmt.Println(mu.TryLock())
}
