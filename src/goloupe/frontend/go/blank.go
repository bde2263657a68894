package main

// Function bodies that nobody has asked for are not even parsed.
//
// Two thirds of the source of a package are in function bodies, and of a
// package that is only imported few of them are ever wanted. So before such a
// package is parsed, its bodies are made blank: what stands between the
// braces becomes spaces, line breaks stay, and every position means the same
// as before. A body that is wanted later is parsed by itself, at its position.
//
// Only the standard library is treated like this, as it can be relied on to be
// free of syntax errors, which in a blank body would go unnoticed.

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
)

// blankBodies returns a copy of src in which the bodies of functions declared
// at the start of a line are blank, or src itself if that cannot be done: line
// directives would get lost, and unbalanced braces are for the parser to report.
func blankBodies(src []byte) []byte {
	if bytes.Contains(src, []byte("//line ")) || bytes.Contains(src, []byte("/*line ")) {
		return src
	}
	b := blanker{src: src}
	for b.next() {
	}
	if b.broken || b.out == nil {
		return src
	}
	return b.out
}

// blanker finds the bodies. It knows Go's comments and literals and counts
// brackets; of all else it needs the last word or sign before a brace.
type blanker struct {
	src    []byte
	out    []byte
	at     int
	depth  int
	word   []byte // the last token, if it was a word
	sign   byte   // the last token, if it was not
	broken bool
}

// next takes in one declaration, or whatever else there is at the top level.
func (b *blanker) next() bool {
	for b.at < len(b.src) && !b.broken {
		start := b.at == 0 || b.src[b.at-1] == '\n'
		if start && b.depth == 0 && bytes.HasPrefix(b.src[b.at:], []byte("func")) &&
			b.at+4 < len(b.src) && (b.src[b.at+4] == ' ' || b.src[b.at+4] == '(') {
			b.at += 4
			b.function()
			return true
		}
		b.token()
	}
	return false
}

// function reads a signature, and blanks the body behind it if there is one.
func (b *blanker) function() {
	b.word, b.sign = nil, 0
	for b.at < len(b.src) && !b.broken {
		c := b.src[b.at]
		switch {
		case b.depth == 0 && c == '\n' && (b.word != nil || b.sign == ')' || b.sign == ']' || b.sign == '}'):
			return // without a body
		case b.depth == 0 && c == '{' && string(b.word) != "struct" && string(b.word) != "interface":
			from := b.at + 1
			b.token()
			for b.at < len(b.src) && b.depth > 0 && !b.broken {
				b.token()
			}
			if b.depth > 0 {
				b.broken = true
				return
			}
			b.erase(from, b.at-1)
			return
		}
		b.token()
	}
}

func (b *blanker) erase(from, to int) {
	if b.out == nil {
		b.out = append([]byte(nil), b.src...)
	}
	text := b.out[from:to]
	for i, c := range text {
		if c != '\n' {
			text[i] = ' '
		}
	}
}

// token skips a comment, a literal, a word, white space or a single sign.
func (b *blanker) token() {
	src, c := b.src, b.src[b.at]
	switch {
	case c == ' ' || c == '\t' || c == '\r' || c == '\n':
		b.at++
		return
	case c == '/' && b.at+1 < len(src) && src[b.at+1] == '/':
		if i := bytes.IndexByte(src[b.at:], '\n'); i >= 0 {
			b.at += i
		} else {
			b.at = len(src)
		}
		return
	case c == '/' && b.at+1 < len(src) && src[b.at+1] == '*':
		i := bytes.Index(src[b.at+2:], []byte("*/"))
		if i < 0 {
			b.broken = true
			return
		}
		b.at += i + 4
		return
	case isWordByte(c):
		from := b.at
		for b.at < len(src) && isWordByte(src[b.at]) {
			b.at++
		}
		b.word, b.sign = src[from:b.at], 0
		return
	case c == '`':
		i := bytes.IndexByte(src[b.at+1:], '`')
		if i < 0 {
			b.broken = true
			return
		}
		b.at += i + 2
	case c == '"' || c == '\'':
		b.quoted(c)
	default:
		switch c {
		case '(', '[', '{':
			b.depth++
		case ')', ']', '}':
			if b.depth--; b.depth < 0 {
				b.broken = true
			}
		}
		b.at++
	}
	b.word, b.sign = nil, c
}

func (b *blanker) quoted(quote byte) {
	for i := b.at + 1; i < len(b.src); i++ {
		switch b.src[i] {
		case '\\':
			i++
		case '\n':
			b.broken = true
			return
		case quote:
			b.at = i + 1
			return
		}
	}
	b.broken = true
}

func isWordByte(c byte) bool {
	return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c >= 0x80
}

// fillBlank parses the body of a declaration in a file that was made blank.
func (p *Package) fillBlank(decl *ast.FuncDecl) error {
	file := p.Fset.File(decl.Body.Lbrace)
	src := p.blank[file]
	if src == nil || len(decl.Body.List) > 0 {
		return nil
	}
	const head = "func()"
	from, to := file.Offset(decl.Body.Lbrace), file.Offset(decl.Body.Rbrace)+1
	// The text is parsed as a function literal, in a set of files whose only
	// other member fills the room up to where the literal has to start.
	fset := token.NewFileSet()
	fset.AddFile("", -1, int(decl.Body.Lbrace)-len(head)-fset.Base()-1)
	text := append([]byte(head), src[from:to]...)
	x, err := parser.ParseExprFrom(fset, file.Name(), text, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	literal, ok := x.(*ast.FuncLit)
	if !ok || literal.Body.Lbrace != decl.Body.Lbrace {
		return fmt.Errorf("the body of %s is not where it was", decl.Name.Name)
	}
	decl.Body.List = literal.Body.List
	return nil
}
