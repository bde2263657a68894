package main

import "go/types"

// needWrappers notes that the methods of a type may need wrappers.
func (pb *pkgBuilder) needWrappers(v view, t types.Type) {}

// needMethodValue notes that a bound method needs a wrapper.
func (pb *pkgBuilder) needMethodValue(v view, r *reference) {}
