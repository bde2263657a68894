//go:build !go1.22

package main

import (
	"go/ast"
	"go/types"
)

// Before Go 1.22 the version of a file has no meaning to go/types.

func recordFileVersions(*types.Info) {}

func fileVersion(*types.Info, *ast.File) string { return "" }
