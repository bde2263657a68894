package main

// Stage 2: the files of each package, read and hashed.

import (
	"context"
	"os"
	"strings"
	"sync"
)

// read loads the named files of p, hashes them and marks p as ready. A file
// that cannot be read is an error of the package; the other files remain.
func (s *Session) read(p *Package, names []string) {
	defer close(p.ready)
	if p.Path == "unsafe" {
		names = nil // its one file is documentation, go/types knows the rest
	}
	filenames := make([]string, len(names))
	src := make([][]byte, len(names))
	errs := make([]error, len(names))
	var wg sync.WaitGroup
	for i, name := range names {
		filenames[i] = absolute(p.Dir, name)
		wg.Add(1)
		go s.gate.do(func(i int) func() {
			return func() {
				defer wg.Done()
				src[i], errs[i] = s.readFile(filenames[i])
			}
		}(i))
	}
	wg.Wait()
	for i, err := range errs {
		if err != nil {
			p.addError("", err.Error())
			continue
		}
		p.Filenames = append(p.Filenames, filenames[i])
		p.Src = append(p.Src, src[i])
	}
	p.Embeds = s.embeddings(p)
	p.Hash = s.hash(p)
}

func (s *Session) readFile(name string) ([]byte, error) {
	if to, ok := s.overlay[name]; ok && to != "" {
		name = to
	}
	return os.ReadFile(name)
}

// readCgo gets the Go files that cgo writes for the packages that import "C".
// Only they take the detour: go list -compiled has to run cgo, and with it a
// C compiler.
//
// Test variants and packages given as files cannot be named by import path,
// so as soon as one of them needs cgo the original patterns are listed again.
func (s *Session) readCgo(ctx context.Context, goTool string, req *request, cgo []*Package) {
	patterns, extra := []string(nil), []string{"-compiled"}
	for _, p := range cgo {
		if p.ForTest != "" || p.Path == "command-line-arguments" {
			patterns, extra = req.Patterns, []string{"-compiled", "-deps"}
			break
		}
		patterns = append(patterns, p.Path)
	}
	listed, _, err := runList(ctx, goTool, req, patterns, extra...)
	compiled := make(map[string]*listedPackage, len(listed))
	for _, l := range listed {
		compiled[l.ImportPath] = l
	}
	for _, p := range cgo {
		l := compiled[p.Path]
		if l == nil || len(l.CompiledGoFiles) == 0 {
			s.readWithoutCgo(p, l, err)
			continue
		}
		go s.read(p, l.CompiledGoFiles)
	}
}

// readWithoutCgo settles for the files as they were written when cgo cannot
// run: go/types then takes every C.name on trust. The package gets an error
// that says so.
func (s *Session) readWithoutCgo(p *Package, l *listedPackage, err error) {
	msg := "the go command produced no Go files for this package"
	switch {
	case err != nil:
		msg = err.Error()
	case l != nil && l.Error != nil:
		msg = l.Error.Err
	case l != nil && len(l.DepsErrors) > 0:
		msg = l.DepsErrors[0].Err
	}
	// The go command heads each message with the package it was building.
	if first, rest, ok := strings.Cut(msg, "\n"); ok && strings.HasPrefix(first, "# ") {
		msg = rest
	}
	msg = strings.ReplaceAll(strings.TrimSpace(msg), "\n", "\n\t")
	pos := ""
	if place, rest, ok := strings.Cut(msg, ": "); ok && strings.Count(place, ":") == 2 && !strings.ContainsAny(place, " \n") {
		pos, msg = place, rest
	} else if !strings.HasPrefix(msg, "cgo: ") {
		msg = "cgo: " + msg
	}
	p.addError(pos, msg)
	p.fakeC = true
	s.read(p, append(append([]string(nil), p.listed.GoFiles...), p.listed.CgoFiles...))
}
