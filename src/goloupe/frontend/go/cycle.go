package main

// Import cycles, as go build tells them: who imports whom, and in which file.

import (
	"encoding/json"
	"fmt"
	"go/parser"
	"go/token"
	"path/filepath"
	"strconv"
	"strings"
)

// cycleFilesSince is the minor version of Go since which the go command names
// the files (load.ImportStack.PkgsWithPos).
const cycleFilesSince = 24

// text is the message. An import cycle can only be understood with the stack
// of imports, which go build prints too. (Versions of Go differ in how they
// write a stack; one that is not a list of paths is left out.) The files are
// not in what go list writes; they are the first that have the import.
func (s *Session) text(e *listedError) string {
	if !strings.HasPrefix(e.Err, "import cycle") {
		return e.Err
	}
	var stack []string
	if json.Unmarshal(e.ImportStack, &stack) != nil || len(stack) < 2 {
		return e.Err
	}
	told := []string{stack[0]}
	for i, path := range stack[1:] {
		if file := s.importingFile(stack[i], path); file != "" && minorVersion(s.GoVersionTool) >= cycleFilesSince {
			path += " from " + file
		}
		told = append(told, path)
	}
	return fmt.Sprintf("package %s: %s", strings.Join(told, "\n\timports "), e.Err)
}

// importingFile returns the name of the first file of a package that imports
// a path; "" if there is none, or it cannot be read.
func (s *Session) importingFile(importer, path string) string {
	name := strings.TrimSuffix(importer, " (test)")
	l := s.entries[name]
	if l == nil {
		return ""
	}
	files := append(append([]string(nil), l.GoFiles...), l.CgoFiles...)
	if name != importer {
		files = append(append([]string(nil), l.TestGoFiles...), l.XTestGoFiles...)
	}
	for _, file := range files {
		full := absolute(l.Dir, file)
		src, err := s.readFile(full)
		if err != nil {
			continue
		}
		parsed, _ := parser.ParseFile(token.NewFileSet(), full, src, parser.ImportsOnly)
		if parsed == nil {
			continue
		}
		for _, spec := range parsed.Imports {
			written, err := strconv.Unquote(spec.Path.Value)
			if err == nil && (written == path || l.ImportMap[written] == path) {
				return filepath.Base(file)
			}
		}
	}
	return ""
}
