package main

// Files that package-level variables hold: //go:embed.
//
// Which files there are for the patterns of a package is the go command's to
// say (EmbedFiles); which of them are a variable's own follows from the
// patterns above its declaration, as in cmd/go/internal/load.resolveEmbed.

import (
	"bytes"
	"go/ast"
	"go/parser"
	"go/token"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"
)

// An embedding is a variable with its files.
type embedding struct {
	Name  string      `json:"name"`
	Files [][2]string `json:"files"` // as the program knows the file, and where it is; in no particular order
}

const embedDirective = "//go:embed"

// embeddings finds the variables of p that hold files.
func (s *Session) embeddings(p *Package) []embedding {
	if len(p.listed.EmbedFiles) == 0 {
		return nil
	}
	var found []embedding
	for i, src := range p.Src {
		if !bytes.Contains(src, []byte(embedDirective)) {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), p.Filenames[i], src, parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			continue // the load says so
		}
		for name, patterns := range embedPatterns(f) {
			e := embedding{Name: name}
			for _, file := range p.listed.EmbedFiles {
				if anyMatches(patterns, file) {
					e.Files = append(e.Files, [2]string{file, s.place(p.Dir, file)})
				}
			}
			found = append(found, e)
		}
	}
	return found
}

// place is where an embedded file is to be read.
func (s *Session) place(dir, file string) string {
	name := absolute(dir, filepath.FromSlash(file))
	if to := s.overlay[name]; to != "" {
		return to
	}
	return name
}

// embedPatterns collects the patterns above each variable of a file. A
// directive belongs to the next declaration, if that is of a variable; in a
// group, to the next line of the group.
func embedPatterns(f *ast.File) map[string][]string {
	out := map[string][]string{}
	before := f.Name.End()
	take := func(spec *ast.ValueSpec, start token.Pos) {
		for _, group := range f.Comments {
			for _, c := range group.List {
				if before < c.Pos() && c.End() <= start && len(spec.Names) == 1 {
					if patterns := directivePatterns(c.Text); len(patterns) > 0 {
						name := spec.Names[0].Name
						out[name] = append(out[name], patterns...)
					}
				}
			}
		}
	}
	for _, d := range f.Decls {
		if decl, ok := d.(*ast.GenDecl); ok && decl.Tok == token.VAR {
			if decl.Lparen.IsValid() {
				before = decl.Lparen
			}
			for _, spec := range decl.Specs {
				start := spec.Pos()
				if !decl.Lparen.IsValid() {
					start = decl.Pos()
				}
				take(spec.(*ast.ValueSpec), start)
				before = spec.End()
			}
		}
		before = d.End()
	}
	return out
}

// directivePatterns are the patterns of one comment, if it is a directive:
// words, or quoted as Go strings.
func directivePatterns(comment string) []string {
	rest, ok := strings.CutPrefix(comment, embedDirective)
	if !ok || rest == "" || !unicode.IsSpace(rune(rest[0])) {
		return nil
	}
	var out []string
	for rest = strings.TrimSpace(rest); rest != ""; rest = strings.TrimSpace(rest) {
		word := rest
		if quoted, err := strconv.QuotedPrefix(rest); err == nil {
			rest = rest[len(quoted):]
			word, _ = strconv.Unquote(quoted)
		} else {
			if i := strings.IndexFunc(rest, unicode.IsSpace); i >= 0 {
				word = rest[:i]
			}
			rest = rest[len(word):]
		}
		out = append(out, word)
	}
	return out
}

// anyMatches reports whether one of the patterns means the file: itself, or a
// directory that it is in. Below a directory, hidden names only count with "all:".
func anyMatches(patterns []string, file string) bool {
	for _, pattern := range patterns {
		pattern, all := strings.CutPrefix(pattern, "all:")
		pattern = path.Clean(pattern)
		if pattern == "." {
			if all || !hidden(file) {
				return true
			}
			continue
		}
		for end := 0; end < len(file); end++ {
			if i := strings.IndexByte(file[end:], '/'); i >= 0 {
				end += i
			} else {
				end = len(file)
			}
			ok, _ := path.Match(pattern, file[:end])
			if ok && (all || end == len(file) || !hidden(file[end+1:])) {
				return true
			}
		}
	}
	return false
}

// hidden reports whether an element of a path begins with a dot or a low line.
func hidden(file string) bool {
	for _, element := range strings.Split(file, "/") {
		if strings.HasPrefix(element, ".") || strings.HasPrefix(element, "_") {
			return true
		}
	}
	return false
}
