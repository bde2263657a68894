package main

import (
	"go/ast"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// ABI wrappers.
//
// Assembly passes arguments on the stack and Go in registers. Between the two the
// compiler puts functions of the same name: around functions that are
// written in assembly, around those that assembly calls, and around those
// that a //go:linkname hands to other packages (ssagen.GenABIWrappers). They are
// silent but in -m=2.
//
// What a package's assembly defines and calls is found by the look of it: no
// preprocessor runs, so what is left out by #ifdef counts too.

// abiWrappers builds the wrappers for the functions listed so far.
func (pb *pkgBuilder) abiWrappers() {
	asm := pb.p.assembly()
	links := pb.p.linkDirectives()
	for _, fn := range pb.order[:len(pb.order):len(pb.order)] {
		if fn.decl == nil || fn.Flags&FnMethod != 0 || fn.Name == "_" || len(fn.Params) == 0 {
			continue
		}
		if pb.crossesABI(fn, asm, links) {
			pb.abiWrapper(fn)
		}
	}
}

func (pb *pkgBuilder) crossesABI(fn *Func, asm map[string]asmUse, links linkDirectives) bool {
	if hasPragma(fn.decl, "//go:cgo_unsafe_args") {
		return true
	}
	name := fn.decl.Name.Name
	symbol, linked := links.names[name]
	if symbol == "" {
		symbol = fn.Key
	}
	use := asm[symbol]
	if fn.decl.Body == nil {
		return use.defined || linked && use.internal
	}
	return !links.exported[name] && (linked || use.called)
}

// linkDirectives are the comments of a package that give its functions other
// names: for the Go linker, or for C.
type linkDirectives struct {
	names    map[string]string // by local name; "" if it keeps its own
	exported map[string]bool
}

func (p *Package) linkDirectives() linkDirectives {
	l := linkDirectives{map[string]string{}, map[string]bool{}}
	for _, f := range p.Files {
		for _, group := range f.Comments {
			for _, c := range group.List {
				l.add(c.Text)
			}
		}
	}
	return l
}

func (l *linkDirectives) add(comment string) {
	fields := strings.Fields(comment)
	if len(fields) < 2 {
		return
	}
	switch fields[0] {
	case "//go:linkname", "//go:linknamestd":
		l.names[fields[1]] = ""
		if len(fields) > 2 {
			l.names[fields[1]] = fields[2]
		}
	case "//go:cgo_export_static", "//go:cgo_export_dynamic":
		l.exported[fields[1]] = true
	}
}

// abiWrapper builds a function that passes its parameters on to fn.
func (pb *pkgBuilder) abiWrapper(target *Func) {
	sig := types.NewSignatureType(nil, nil, nil, target.Sig.Params(), target.Sig.Results(), target.Sig.Variadic())
	name := &Name{Name: target.Name, Class: ClassFunc, Pkg: target.Pkg, Pos: autoPos, Key: target.Key + "·abi", Typ: sig}
	fn := pb.newFunc(name, sig, autoPos)
	fn.Flags |= FnDupok | FnWrapper | FnHasBody
	w := &wrapperFunc{fb: fb{pb: pb, src: pb.p, fn: fn, root: newRoot(), sig: sig}}
	w.params(sig, target.Pkg)
	var args []*Node
	for _, p := range fn.Params {
		args = append(args, w.use(p, autoPos))
	}
	w.tailCall(autoPos, &Node{Op: ONAME, Pos: autoPos, Typ: target.Sym.Typ, Name: target.Sym}, args)
	pb.order = append(pb.order, fn)
}

func hasPragma(decl *ast.FuncDecl, pragma string) bool {
	if decl.Doc != nil {
		for _, c := range decl.Doc.List {
			if c.Text == pragma {
				return true
			}
		}
	}
	return false
}

// asmUse says what assembly does with a Go function.
type asmUse struct {
	defined  bool
	internal bool // defined to be called like a Go function
	called   bool
}

var (
	asmSymbol = regexp.MustCompile(`([\pL\pN_∕.%-]*)·([\pL\pN_]+)(<ABIInternal>|<>)?`)
	asmData   = regexp.MustCompile(`^\s*(GLOBL|DATA|FUNCDATA|PCDATA)\b`)
	asmText   = regexp.MustCompile(`^\s*TEXT\b`)
)

// assembly returns the functions that p's assembly files mention, by symbol.
func (p *Package) assembly() map[string]asmUse {
	uses := map[string]asmUse{}
	if p.listed == nil {
		return uses
	}
	for _, name := range p.listed.SFiles {
		text, err := os.ReadFile(filepath.Join(p.Dir, name))
		if err != nil {
			continue
		}
		for _, line := range strings.Split(string(text), "\n") {
			if i := strings.Index(line, "//"); i >= 0 {
				line = line[:i]
			}
			if !asmData.MatchString(line) {
				noteSymbols(uses, line, p.typesPath())
			}
		}
	}
	return uses
}

func noteSymbols(uses map[string]asmUse, line, own string) {
	text := asmText.MatchString(line)
	for _, m := range asmSymbol.FindAllStringSubmatch(line, -1) {
		if m[3] == "<>" {
			continue
		}
		pkg := strings.ReplaceAll(m[1], "∕", "/")
		if pkg == "" {
			pkg = own
		}
		u := uses[pkg+"."+m[2]]
		if m[3] == "" {
			u.defined = true // named in a macro, a function without a body is defined by it
			u.called = u.called || !text
		} else {
			u.internal = u.internal || text
		}
		uses[pkg+"."+m[2]] = u
	}
}
