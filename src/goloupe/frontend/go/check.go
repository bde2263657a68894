package main

// Stage 3: parsing and type-checking, dependencies first and in parallel.

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"strings"
	"sync"
)

// Check type-checks the named packages and everything they import. The named
// ones are checked with all their function bodies, the rest without; nil
// names the packages that the patterns matched. Packages that an earlier
// Check has done are left as they are.
func (s *Session) Check(roots []string) {
	whole := make(map[*Package]bool)
	if roots == nil {
		for _, p := range s.Order {
			whole[p] = p.Root
		}
	}
	for _, path := range roots {
		if p := s.Packages[path]; p != nil {
			whole[p] = true
		}
	}
	wanted := make(map[*Package]bool)
	for i := len(s.Order) - 1; i >= 0; i-- { // importers before what they import
		p := s.Order[i]
		if whole[p] || wanted[p] {
			wanted[p] = true
			for _, q := range p.Imports {
				wanted[q] = true
			}
		}
	}
	s.checkAll(wanted, whole)
}

// checkAll checks the wanted packages, a set that is closed under imports.
func (s *Session) checkAll(wanted, whole map[*Package]bool) {
	var wg sync.WaitGroup
	for _, p := range s.Order {
		if !wanted[p] || p.done != nil {
			continue
		}
		p.done = make(chan struct{})
		p.FullBodies = whole[p] || s.needsAllBodies()
		wg.Add(1)
		go func(p *Package) {
			defer wg.Done()
			defer close(p.done)
			s.checkPackage(p)
		}(p)
	}
	wg.Wait()
}

// needsAllBodies reports whether bodies cannot be checked on demand. When
// go/types checks a single expression it assumes the sizes of a 64-bit
// machine, and constants such as unsafe.Sizeof(x) depend on them.
func (s *Session) needsAllBodies() bool {
	return s.sizes == nil || s.sizes.Sizeof(types.Typ[types.Uintptr]) != 8
}

// checkPackage parses p as soon as its files are there and checks it as soon
// as its imports are.
func (s *Session) checkPackage(p *Package) {
	faults := &faultList{s: s}
	<-p.ready
	if p.Path == "unsafe" {
		p.Types = types.Unsafe
		p.Info = newInfo(0)
		s.byTypes.Store(p.Types, p)
		return
	}
	// The compiler does not get to see a package if go list, the parser or
	// something that it imports is at fault. What the type checker would say
	// then mostly follows from that.
	inOrder := s.parse(p, faults) && p.listed.Error == nil && !p.Incomplete
	for _, q := range p.Imports {
		<-q.done
		inOrder = inOrder && !q.Incomplete
	}
	s.gate.do(func() { s.typeCheck(p, faults, inOrder) })
	faults.into(p)
	p.Incomplete = !inOrder || len(p.Errors) > 0
}

// parse fills p.Files and reports whether all of them are free of errors. A
// file that is not worth keeping (not even a package clause) is dropped.
func (s *Session) parse(p *Package, faults *faultList) bool {
	files := make([]*ast.File, len(p.Filenames))
	errs := make([]error, len(p.Filenames))
	blank := make([]bool, len(p.Filenames))
	var wg sync.WaitGroup
	for i := range files {
		wg.Add(1)
		go func(i int) {
			defer wg.Done()
			s.gate.do(func() {
				defer recovered(&errs[i], "parsing")
				src := p.Src[i]
				if p.Standard && !p.FullBodies {
					src = blankBodies(src)
				}
				blank[i] = len(src) > 0 && &src[0] != &p.Src[i][0]
				files[i], errs[i] = parser.ParseFile(s.Fset, p.Filenames[i], src,
					parser.ParseComments|parser.SkipObjectResolution|parser.AllErrors)
			})
		}(i)
	}
	wg.Wait()
	p.blank = make(map[*token.File][]byte)
	for i, f := range files {
		if f != nil && blank[i] {
			p.blank[s.Fset.File(f.Package)] = p.Src[i]
		}
	}
	ok := true
	keep := 0
	for i, f := range files {
		if errs[i] != nil {
			ok = false
			faults.addSyntax(i, errs[i])
		}
		if f == nil || f.Name == nil || f.Name.Name == "" || f.Name.Name == "_" {
			continue
		}
		files[keep], p.Filenames[keep], p.Src[keep] = f, p.Filenames[i], p.Src[i]
		keep++
	}
	p.Files, p.Filenames, p.Src = files[:keep], p.Filenames[:keep], p.Src[:keep]
	return ok
}

// typeCheck runs go/types over the declarations of p, and over the function
// bodies if p.FullBodies says so. Its messages are kept only if tell is set.
func (s *Session) typeCheck(p *Package, faults *faultList, tell bool) {
	size := 0
	if p.FullBodies {
		for _, src := range p.Src {
			size += len(src)
		}
	}
	p.Info = newInfo(size)
	p.Types = types.NewPackage(p.typesPath(), p.Name)
	s.byTypes.Store(p.Types, p)
	var failure error
	config := types.Config{
		Importer:    importsOf{p},
		Sizes:       s.sizes,
		GoVersion:   languageVersion(p.GoVersion),
		FakeImportC: p.fakeC,
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && tell && !(e.Soft && !p.FullBodies && aboutUnusedImport(e.Msg)) {
				faults.addType(p.Files, e)
			}
		},
	}
	if !p.FullBodies {
		defer setBodiesAside(p.Files)()
	}
	func() {
		defer recovered(&failure, "type-checking")
		types.NewChecker(&config, s.Fset, p.Types, p.Info).Files(p.Files)
	}()
	if failure != nil {
		p.addError("", failure.Error())
	}
	if tell && p.Root {
		s.reportMissingBodies(p, faults)
	}
}

// newInfo makes room for what is found out about so many bytes of source. The
// proportions are those of the standard library: maps that have to grow cost
// more than the checker itself.
func newInfo(source int) *types.Info {
	info := &types.Info{
		Types:      make(map[ast.Expr]types.TypeAndValue, source/18),
		Instances:  make(map[*ast.Ident]types.Instance),
		Defs:       make(map[*ast.Ident]types.Object, source/150),
		Uses:       make(map[*ast.Ident]types.Object, source/32),
		Implicits:  make(map[ast.Node]types.Object),
		Selections: make(map[*ast.SelectorExpr]*types.Selection, source/200),
		Scopes:     make(map[ast.Node]*types.Scope, source/180),
	}
	recordFileVersions(info)
	return info
}

// typesPath is the path that the type checker, error messages and link symbols
// know a package by: without the mark of a test variant. Every program's own
// package is called main there, whatever its import path; but in a test the
// program is the one that the go command writes, and a package main is one like
// any other.
func (p *Package) typesPath() string {
	if p.Name == "main" && p.ForTest == "" {
		return "main"
	}
	path, _, _ := strings.Cut(p.Path, " ")
	return path
}

func languageVersion(v string) string {
	if v == "" {
		return ""
	}
	return "go" + v
}

// aboutUnusedImport recognises the message that a check without bodies must
// not give: the import may well be used in a body.
func aboutUnusedImport(msg string) bool {
	return strings.Contains(msg, " imported ") && strings.HasSuffix(msg, "and not used")
}

// reportMissingBodies says what only the compiler checks: a function without
// a body needs assembly, or a linkname, to be defined elsewhere.
func (s *Session) reportMissingBodies(p *Package, faults *faultList) {
	if p.Standard || len(p.listed.SFiles) > 0 || len(p.listed.CgoFiles) > 0 {
		return
	}
	for i, f := range p.Files {
		var linknamed map[string]bool
		for _, decl := range f.Decls {
			d, ok := decl.(*ast.FuncDecl)
			if !ok || d.Body != nil || d.Name.Name == "init" || d.Type.TypeParams != nil {
				continue
			}
			if linknamed == nil {
				linknamed = linknames(f)
			}
			if !linknamed[d.Name.Name] {
				faults.add(i, s.Fset.Position(d.Name.Pos()), "missing function body")
			}
		}
	}
}

// linknames returns the local names that //go:linkname comments of f mention.
func linknames(f *ast.File) map[string]bool {
	names := make(map[string]bool)
	for _, group := range f.Comments {
		for _, c := range group.List {
			if rest, ok := strings.CutPrefix(c.Text, "//go:linkname "); ok {
				if fields := strings.Fields(rest); len(fields) > 0 {
					names[fields[0]] = true
				}
			}
		}
	}
	return names
}

// importsOf resolves the imports of one package to packages of the session.
type importsOf struct{ p *Package }

func (i importsOf) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if q := i.p.Imports[path]; q != nil && q.Types != nil && q.Types.Name() != "" {
		return q.Types, nil
	}
	return nil, fmt.Errorf("no such package")
}

// recovered turns a panic of the code it is deferred in into an error.
func recovered(err *error, doing string) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("internal error while %s: %v", doing, r)
	}
}
