package main

import (
	"go/token"
	"strconv"
	"strings"
)

// LangAtLeast reports whether the source at pos is written in Go 1.minor or
// later. A //go:build line can set the version of a single file; otherwise
// the go line of the module holds, and code outside of any module is in the
// toolchain's own version.
func (p *Package) LangAtLeast(pos token.Pos, minor int) bool {
	version := p.GoVersion
	for _, f := range p.Files {
		if f.FileStart <= pos && pos < f.FileEnd {
			if v := fileVersion(p.Info, f); v != "" {
				version = strings.TrimPrefix(v, "go")
			}
			break
		}
	}
	return atLeast(version, minor)
}

// atLeast compares a version such as "1.22" or "1.22.3" with 1.minor.
func atLeast(version string, minor int) bool {
	rest, ok := strings.CutPrefix(version, "1.")
	if !ok {
		return true
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return r < '0' || r > '9' })
	if end >= 0 {
		rest = rest[:end]
	}
	n, err := strconv.Atoi(rest)
	return err != nil || n >= minor
}
