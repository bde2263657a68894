package main

// Loading: from the user's patterns to type-checked packages.
//
// A load has three stages, each in a file of its own:
//
//  1. golist.go asks the go command which packages the patterns mean, which
//     files they consist of and how their imports resolve. Build tags, vendor
//     trees, workspaces, overlays and test variants are settled there and
//     nowhere else.
//  2. source.go reads and hashes the files, all packages at once.
//  3. check.go parses and type-checks, dependencies first, as wide as
//     GOMAXPROCS allows.
//
// The packages the user named are checked whole. Of the others only the
// declarations are checked, since of all the functions they bring along few
// are ever reached; bodies.go checks one of those bodies when it is asked for.
//
// Invariants:
//
//   - Session.Order holds every package after the packages it imports.
//   - A package of a finished load has Types and Info, however broken its
//     source is; what is broken is said in Errors and nowhere else.
//   - After the load a Package never changes. BodyInfo, which adds what is
//     known about single bodies, keeps it apart and under a mutex.

import (
	"go/ast"
	"go/token"
	"go/types"
	"sync"
)

// A LoadError is one message about a package, in the words of the go command
// or of the compiler.
type LoadError struct {
	Pos string `json:"pos"` // "./main.go:3:5" as the go command shortens it; may be empty
	Msg string `json:"msg"` // may continue on lines that start with a tab
}

// A Package is one unit of compilation. Test variants count as packages of
// their own, as they do for the go command.
type Package struct {
	Path, Name, Dir string // Path as go list prints it: "p [p.test]" for a test variant
	Root            bool   // matched by the user's patterns
	Standard        bool
	ForTest         string // the package under test, for test variants
	GoVersion       string // language version of the module ("1.22"); "" means the toolchain's own
	Fset            *token.FileSet
	Files           []*ast.File // in the order of go list
	Filenames       []string    // absolute, parallel with Files
	Src             [][]byte    // contents, parallel with Files
	Types           *types.Package
	Info            *types.Info // covers function bodies only if FullBodies is set; see BodyInfo
	Sizes           types.Sizes
	Embeds          []embedding // variables that hold files
	Errors          []LoadError
	Hash            string              // of everything that goes into this package except its imports
	Imports         map[string]*Package // by the path written in the source
	FullBodies      bool                // function bodies are already in Info
	Incomplete      bool                // this package or one below it has errors

	listed *listedPackage
	fakeC  bool          // cgo did not run: take C.name on trust
	ready  chan struct{} // closed when Filenames, Src and Hash are set
	done   chan struct{} // closed when Types and Info are set; nil before the check begins

	localTypes     map[token.Pos]int // numbers of the types that are declared in functions
	localTypesOnce sync.Once

	mu     sync.Mutex
	bodies map[*ast.FuncDecl]checkedBody
	blank  map[*token.File][]byte // sources of files whose bodies were not parsed; does not change after the load
}

// A Session is what one load request found.
type Session struct {
	Packages      map[string]*Package
	Order         []*Package // dependencies first
	GOOS, GOARCH  string
	GoVersionTool string // "go1.27.3"
	Fset          *token.FileSet
	Warnings      []string // what the go command said on standard error

	dir     string // the directory the patterns are relative to
	sizes   types.Sizes
	entries map[string]*listedPackage // what go list says, by import path
	overlay map[string]string         // absolute path -> replacement, "" for a deleted file
	gate    gate
	byTypes sync.Map // *types.Package -> *Package

	generics sync.Map // types.Object -> *genericDecl
}

// ByTypes returns the package that go/types knows as pkg, or nil.
func (s *Session) ByTypes(pkg *types.Package) *Package {
	p, _ := s.byTypes.Load(pkg)
	q, _ := p.(*Package)
	return q
}

// A gate lets a fixed number of goroutines work at a time.
type gate chan struct{}

func newGate(n int) gate { return make(gate, n) }

func (g gate) do(f func()) {
	g <- struct{}{}
	defer func() { <-g }()
	f()
}
