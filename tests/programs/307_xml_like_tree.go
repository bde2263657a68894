// A small markup parser and printer with strings, errors and recursion, checked by reflect.DeepEqual.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"reflect"
	"slices"
	"strings"
)

type node struct {
	Tag   string
	Attrs [][2]string
	Kids  []any
}

type parser struct {
	s   string
	pos int
}

var errUnclosed = errors.New("unclosed element")

func (p *parser) until(chars string) string {
	i := strings.IndexAny(p.s[p.pos:], chars)
	if i < 0 {
		i = len(p.s) - p.pos
	}
	t := p.s[p.pos : p.pos+i]
	p.pos += i
	return t
}

func (p *parser) element() (n *node, err error) {
	p.pos++
	n = &node{}
	head := p.until(">")
	p.pos++
	selfClosed := strings.HasSuffix(head, "/")
	fields := strings.Fields(strings.TrimSuffix(head, "/"))
	if len(fields) == 0 {
		return nil, fmt.Errorf("empty tag at %d", p.pos)
	}
	n.Tag = fields[0]
	for _, f := range fields[1:] {
		k, v, ok := strings.Cut(f, "=")
		if !ok {
			return nil, fmt.Errorf("attribute %q of %s has no value", k, n.Tag)
		}
		n.Attrs = append(n.Attrs, [2]string{k, strings.Trim(v, `"`)})
	}
	if selfClosed {
		return
	}
	for p.pos < len(p.s) {
		switch {
		case strings.HasPrefix(p.s[p.pos:], "</"):
			p.pos += 2
			name := p.until(">")
			p.pos++
			if name != n.Tag {
				return nil, fmt.Errorf("%s closed by %s", n.Tag, name)
			}
			return
		case p.s[p.pos] == '<':
			k, err := p.element()
			if err != nil {
				return nil, fmt.Errorf("in %s: %w", n.Tag, err)
			}
			n.Kids = append(n.Kids, k)
		default:
			if t := p.until("<"); strings.TrimSpace(t) != "" {
				n.Kids = append(n.Kids, strings.TrimSpace(t))
			}
		}
	}
	return nil, fmt.Errorf("%w: %s", errUnclosed, n.Tag)
}

func (n *node) write(w io.Writer, depth int) {
	pad := strings.Repeat("  ", depth)
	fmt.Fprint(w, pad, "<", n.Tag)
	for _, a := range n.Attrs {
		fmt.Fprintf(w, " %s=%q", a[0], a[1])
	}
	if len(n.Kids) == 0 {
		fmt.Fprintln(w, "/>")
		return
	}
	fmt.Fprintln(w, ">")
	for _, k := range n.Kids {
		switch k := k.(type) {
		case *node:
			k.write(w, depth+1)
		case string:
			fmt.Fprintln(w, pad+"  "+k)
		}
	}
	fmt.Fprintf(w, "%s</%s>\n", pad, n.Tag)
}

func main() {
	src := `<doc lang="en"><p id="1">Hello <b>bold</b> text</p><br/><p></p><list><i>1</i><i x="y" z="w">two</i></list></doc>`
	n, err := (&parser{s: src}).element()
	fmt.Println(err)
	n.write(os.Stdout, 0)
	var sb strings.Builder
	n.write(&sb, 0)
	again, err := (&parser{s: sb.String()}).element()
	fmt.Println(err, reflect.DeepEqual(n, again), n == again)
	for _, bad := range []string{"<a><b></a>", "<a>", "<a b></a>", "<>", "<x><y><z></y></x>"} {
		_, err := (&parser{s: bad}).element()
		fmt.Println(err, errors.Is(err, errUnclosed))
	}
	tags := map[string]int{}
	var walk func(*node)
	walk = func(n *node) {
		tags[n.Tag]++
		for k := range slices.Values(n.Kids) {
			if c, ok := k.(*node); ok {
				walk(c)
			}
		}
	}
	walk(n)
	fmt.Println(tags)
}
