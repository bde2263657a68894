//go:build !go1.22

package main

import "go/types"

// unalias returns t: before Go 1.22 aliases have no type of their own.
func unalias(t types.Type) types.Type { return t }

// isUniverseAny reports whether t is the predeclared any, written as such.
func isUniverseAny(t types.Type) bool { return t == universeAny }
