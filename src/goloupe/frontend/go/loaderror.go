package main

// Messages, in the form in which Go programmers know them.

import (
	"errors"
	"go/ast"
	"go/scanner"
	"go/token"
	"go/types"
	"path/filepath"
	"sort"
	"strconv"
	"strings"
)

// addError appends a message unless the package already has it: go list and
// the parser often find the same fault.
func (p *Package) addError(pos, msg string) {
	for _, e := range p.Errors {
		if e.Msg == msg && strings.TrimPrefix(e.Pos, "./") == strings.TrimPrefix(pos, "./") {
			return
		}
	}
	p.Errors = append(p.Errors, LoadError{pos, msg})
}

// A faultList gathers the messages of one package while it is parsed and
// checked, and puts them in the compiler's order: by position.
type faultList struct {
	s      *Session
	faults []fault
}

type fault struct {
	file, line, col int
	LoadError
}

// add records a message at a position of the source.
func (l *faultList) add(file int, pos token.Position, msg string) {
	l.faults = append(l.faults, fault{file, pos.Line, pos.Column, LoadError{l.s.position(pos), msg}})
}

// addSyntax records what the scanner and the parser had to say about one
// file: one message a line, as the compiler does. Where they disagree the
// scanner is right, since its "illegal" characters confuse the parser.
func (l *faultList) addSyntax(file int, err error) {
	var list scanner.ErrorList
	if !errors.As(err, &list) {
		l.add(file, token.Position{}, err.Error())
		return
	}
	sort.SliceStable(list, func(i, j int) bool {
		a, b := list[i], list[j]
		if a.Pos.Line != b.Pos.Line {
			return a.Pos.Line < b.Pos.Line
		}
		if x, y := isLexical(a.Msg), isLexical(b.Msg); x != y {
			return x
		}
		return a.Pos.Column < b.Pos.Column
	})
	line := 0
	for _, e := range list {
		if e.Pos.Line != line {
			line = e.Pos.Line
			l.add(file, e.Pos, compilerWords(e.Msg))
		}
	}
}

func isLexical(msg string) bool { return strings.HasPrefix(msg, "illegal ") }

// compilerWords puts a message of the go/scanner or go/parser packages as the
// compiler's own scanner and parser would.
func compilerWords(msg string) string {
	switch rest, lexical := strings.CutPrefix(msg, "illegal "); {
	case !lexical:
		return "syntax error: " + msg
	case rest == "character NUL":
		return "invalid NUL character"
	default:
		return "invalid " + rest
	}
}

// addType records an error of go/types, which reports an explanation of the
// previous error as an error that begins with a tab.
func (l *faultList) addType(files []*ast.File, err types.Error) {
	pos := err.Fset.Position(err.Pos)
	if n := len(l.faults); n > 0 && strings.HasPrefix(err.Msg, "\t") {
		last := &l.faults[n-1]
		last.Msg += "\n\t" + l.s.position(pos) + ": " + strings.TrimPrefix(err.Msg, "\t")
		return
	}
	file := len(files)
	for i, f := range files {
		if f.FileStart <= err.Pos && err.Pos <= f.FileEnd {
			file = i
			break
		}
	}
	l.add(file, pos, err.Msg)
}

// into moves the messages to p, sorted.
func (l *faultList) into(p *Package) {
	sort.SliceStable(l.faults, func(i, j int) bool {
		a, b := &l.faults[i], &l.faults[j]
		if a.file != b.file {
			return a.file < b.file
		}
		if a.line != b.line {
			return a.line < b.line
		}
		return a.col < b.col
	})
	// Of what go list has found in the same line, it has said enough.
	told := make(map[string]bool)
	for _, e := range p.Errors {
		told[lineOf(e.Pos)] = e.Pos != ""
	}
	seen := make(map[LoadError]bool)
	for _, f := range l.faults {
		if !told[lineOf(f.Pos)] && !seen[f.LoadError] {
			seen[f.LoadError] = true
			p.Errors = append(p.Errors, f.LoadError)
		}
	}
}

// lineOf strips a position of its column, and of the "./" that go list leaves out.
func lineOf(pos string) string {
	if colons := strings.Count(pos, ":"); colons >= 2 {
		pos = pos[:strings.LastIndex(pos, ":")]
	}
	return strings.TrimPrefix(pos, "./")
}

// position prints a position as the go command does: relative to the
// directory of the request where that is shorter, with "./" before a file of
// that directory itself.
func (s *Session) position(pos token.Position) string {
	if pos.Filename == "" {
		return ""
	}
	name := pos.Filename
	if rel, err := filepath.Rel(s.dir, name); err == nil && len(rel) < len(name) {
		name = rel
		if !strings.ContainsRune(name, filepath.Separator) {
			name = "." + string(filepath.Separator) + name
		}
	}
	if pos.Line == 0 {
		return name
	}
	name += ":" + strconv.Itoa(pos.Line)
	if pos.Column > 0 {
		name += ":" + strconv.Itoa(pos.Column)
	}
	return name
}
