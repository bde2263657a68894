package main

import "go/types"

// typeFacts answers questions about types in the compiler's terms: size,
// pointers, how they are printed. Answers are remembered per type object.
// One typeFacts serves one package being written.
type typeFacts struct {
	local  *types.Package
	sizes  types.Sizes
	minor  int            // of the toolchain: some rules depend on it
	shape  *types.Package // the package of go.shape types
	shapes map[string]*types.Named

	display map[types.Type]string
	keys    map[types.Type]string
	ptrs    map[types.Type]int64
	nih     map[types.Type]bool
	localNo map[*types.TypeName]int // of types whose source is not at hand
	source  func(*types.Package) *Package
	shaping map[*types.TypeName]bool // whose instances' shapes are being spelled
}

func newTypeFacts(local *types.Package, sizes types.Sizes) *typeFacts {
	return &typeFacts{
		local: local, sizes: sizes,
		shape:   types.NewPackage("go.shape", "go.shape"),
		shapes:  map[string]*types.Named{},
		display: map[types.Type]string{},
		keys:    map[types.Type]string{},
		ptrs:    map[types.Type]int64{},
		nih:     map[types.Type]bool{},
		localNo: map[*types.TypeName]int{},
		source:  func(*types.Package) *Package { return nil },
		shaping: map[*types.TypeName]bool{},
	}
}
