package main

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
)

// hash digests everything that decides what the files of p mean, except the
// packages that p imports: whoever keeps results combines the hashes of a
// package and of what it imports.
//
// Build tags and GOFLAGS are not named because all they do is to select
// files, and the files are in the hash; a change of tags that leaves a
// package as it was keeps its results.
//
// Files count with their full names, since positions in results carry them.
func (s *Session) hash(p *Package) string {
	h := sha256.New()
	fmt.Fprintf(h, "goloupe package 1\n%s %s/%s go%s\n%q %q\n",
		s.GoVersionTool, s.GOOS, s.GOARCH, p.GoVersion, p.Path, p.Name)
	for i, name := range p.Filenames {
		sum := sha256.Sum256(p.Src[i])
		fmt.Fprintf(h, "%q %x\n", filepath.ToSlash(name), sum)
	}
	return hex.EncodeToString(h.Sum(nil))
}
