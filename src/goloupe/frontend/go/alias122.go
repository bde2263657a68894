//go:build go1.22

package main

import "go/types"

// unalias follows type aliases to the type they stand for.
func unalias(t types.Type) types.Type {
	if t == nil {
		return nil
	}
	return types.Unalias(t)
}

// isUniverseAny reports whether t is the predeclared any, written as such.
func isUniverseAny(t types.Type) bool {
	if t == universeAny {
		return true
	}
	a, ok := t.(*types.Alias)
	return ok && a.Obj().Pkg() == nil && a.Obj().Name() == "any"
}
