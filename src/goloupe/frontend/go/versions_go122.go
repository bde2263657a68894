//go:build go1.22

package main

import (
	"go/ast"
	"go/types"
)

func recordFileVersions(info *types.Info) {
	info.FileVersions = make(map[*ast.File]string)
}

// fileVersion returns the language version of one file, such as "go1.22", or "".
func fileVersion(info *types.Info, f *ast.File) string { return info.FileVersions[f] }
