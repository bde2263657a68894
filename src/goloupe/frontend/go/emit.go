package main

import (
	"fmt"
	"go/ast"
	"go/types"
	"runtime/debug"
)

// EmitPackage writes p as columns: all of it, or the functions with the given
// keys and what they refer to within the package. needs lists the functions
// of other packages that are referred to, by package path. run asks for the
// form that programs are run from (see runmode.go).
func EmitPackage(s *Session, p *Package, want []string, run bool, details bool) (blob []byte, needs map[string][]string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("internal error while reading package %s: %v\n%s", p.Path, r, debug.Stack())
		}
	}()
	if p.Types == nil || p.Info == nil {
		return nil, nil, fmt.Errorf("package %s has not been checked", p.Path)
	}
	pb := newPkgBuilder(s, p)
	pb.run = run
	pb.details = details && want == nil
	if want == nil && !run {
		pb.readPackage()
	} else if want == nil {
		for _, f := range p.Files {
			for _, decl := range f.Decls {
				if fd, ok := decl.(*ast.FuncDecl); ok {
					pb.addDecl(fd)
				}
			}
		}
		pb.seeDeclared()
		pb.buildInit(p.Info.InitOrder)
	} else {
		pb.partly = true
		keys := map[string]bool{}
		for _, k := range want {
			keys[k] = true
		}
		d := declsOf(p)
		for _, f := range p.Files {
			for _, decl := range f.Decls {
				fd, ok := decl.(*ast.FuncDecl)
				if !ok {
					continue
				}
				obj, ok := p.Info.Defs[fd.Name].(*types.Func)
				if ok && d.funcs[obj] == fd && keys[pb.key(obj.Pkg(), pb.funcName(obj, nil))] {
					pb.addDecl(fd)
				}
			}
		}
	}
	pb.drain()
	if pb.details {
		pb.makeWrappers()
		pb.drain()
		pb.abiWrappers()
	}
	if !run {
		pb.known = pb.knownMethods()
		pb.drain()
		pb.narrowNeeds()
	}
	w := newColumnWriter(pb)
	if run {
		pb.buildMethods(w)
	}
	blob, err = w.write()
	needs = map[string][]string{}
	for path, keys := range pb.needs {
		needs[path] = sortedKeys(keys)
	}
	return blob, needs, err
}
