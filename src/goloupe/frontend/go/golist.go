package main

// Stage 1: go list. It alone knows what a pattern means.

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// listedPackage is the part of go list's output that is used here. The field
// names are given to -json=, so that go list computes nothing else.
type listedPackage struct {
	ImportPath      string
	Name            string
	Dir             string
	Standard        bool
	DepOnly         bool
	ForTest         string
	GoFiles         []string
	CgoFiles        []string
	SFiles          []string
	CompiledGoFiles []string
	IgnoredGoFiles  []string
	EmbedFiles      []string
	DefaultGODEBUG  string // of a program: what its go line and its directives set
	TestGoFiles     []string
	XTestGoFiles    []string
	Match           []string
	Imports         []string
	ImportMap       map[string]string
	Module          *struct {
		GoVersion string
	}
	Error      *listedError
	DepsErrors []*listedError
}

type listedError struct {
	Pos         string
	Err         string
	ImportStack json.RawMessage
}

const listFields = "-json=ImportPath,Name,Dir,Standard,DepOnly,ForTest," +
	"GoFiles,CgoFiles,SFiles,CompiledGoFiles,IgnoredGoFiles,TestGoFiles,XTestGoFiles," +
	"EmbedFiles,DefaultGODEBUG,Match,Imports,ImportMap,Module,Error,DepsErrors"

// A requestError is the user's to mend: kind "usage" for a wrong command
// line, "list" for what the go command could not make sense of.
type requestError struct {
	kind string
	msg  string
}

func (e *requestError) Error() string { return e.msg }

// List runs go list and reads the files of every package, without parsing
// them. Reading goes on in the background: a package's ready channel says
// when its files are there.
func List(ctx context.Context, goTool string, req *request) (*Session, error) {
	env := goEnvInBackground(ctx, goTool, req.Dir)

	listed, warnings, err := runList(ctx, goTool, req, req.Patterns, "-deps")
	if err != nil {
		return nil, err
	}
	target := <-env
	if target.err != nil {
		return nil, target.err
	}
	if len(listed) == 0 {
		return nil, nothingMatched(req.Patterns, warnings)
	}
	s := &Session{
		Packages:      make(map[string]*Package, len(listed)),
		entries:       make(map[string]*listedPackage, len(listed)),
		GOOS:          target.GOOS,
		GOARCH:        target.GOARCH,
		GoVersionTool: target.GOVERSION,
		Fset:          token.NewFileSet(),
		Warnings:      warnings,
		dir:           req.Dir,
		sizes:         types.SizesFor("gc", target.GOARCH),
		gate:          newGate(runtime.GOMAXPROCS(0)),
	}
	if s.overlay, err = readOverlay(req.Dir, req.Args, target.GOFLAGS); err != nil {
		return nil, err
	}
	for _, l := range listed {
		s.entries[l.ImportPath] = l
	}
	var cgo []*Package
	for _, l := range listed {
		p := s.add(l)
		if len(l.CgoFiles) > 0 {
			cgo = append(cgo, p)
		} else {
			go s.read(p, l.GoFiles)
		}
	}
	s.linkImports()
	s.missFiles(req.Tests)
	if len(cgo) > 0 {
		go s.readCgo(ctx, goTool, req, cgo)
	}
	return s, nil
}

// add makes the Package for one entry of go list.
func (s *Session) add(l *listedPackage) *Package {
	p := &Package{
		Path:     l.ImportPath,
		Name:     l.Name,
		Dir:      l.Dir,
		Root:     !l.DepOnly && !isTestMain(l),
		Standard: l.Standard,
		ForTest:  l.ForTest,
		Fset:     s.Fset,
		Sizes:    s.sizes,
		listed:   l,
		ready:    make(chan struct{}),
		bodies:   make(map[*ast.FuncDecl]checkedBody),
	}
	if l.Module != nil {
		// A go.mod without a go line means Go 1.16 to the go command.
		if p.GoVersion = l.Module.GoVersion; p.GoVersion == "" {
			p.GoVersion = "1.16"
		}
	}
	if l.Error != nil {
		p.addError(l.Error.Pos, s.text(l.Error))
	}
	s.Packages[p.Path] = p
	s.Order = append(s.Order, p)
	return p
}

// isTestMain recognises the main package that the go command writes to run
// tests. Nobody wrote it, so nobody wants findings in it.
func isTestMain(l *listedPackage) bool {
	return l.Name == "main" && l.ForTest == "" && strings.HasSuffix(l.ImportPath, ".test") &&
		len(l.GoFiles) == 1 && l.ImportMap != nil
}

// linkImports resolves imports to packages. Only those that go list prints
// before the importer count, which is all of them unless there is an import
// cycle. That is an error that go list reports, of one package in the cycle,
// and then some other has to do without an import.
func (s *Session) linkImports() {
	before := make(map[string]*Package, len(s.Order))
	for _, p := range s.Order {
		p.Imports = make(map[string]*Package, len(p.listed.Imports))
		for _, path := range p.listed.Imports {
			if q := before[path]; q != nil {
				p.Imports[path] = q
			} else {
				p.Incomplete = p.Incomplete || path != "C"
			}
		}
		for written, path := range p.listed.ImportMap {
			if q := before[path]; q != nil {
				p.Imports[written] = q
			}
		}
		if len(p.listed.CgoFiles) > 0 {
			// What the code that cgo writes imports on top of the package's
			// own imports. (runtime/cgo has cgo files itself.)
			for _, path := range []string{"runtime/cgo", "syscall"} {
				if q := before[path]; q != nil {
					p.Imports[path] = q
				}
			}
		}
		before[p.Path] = p
	}
}

// missFiles adds what go build says of packages that consist of tests or of
// files for other systems: go list does not mind. They only matter where
// somebody needs them, because they were named or are imported.
func (s *Session) missFiles(tests bool) {
	needed := make(map[*Package]bool)
	for _, p := range s.Order {
		for _, q := range p.Imports {
			needed[q] = true
		}
	}
	for _, p := range s.Order {
		l := p.listed
		if len(l.GoFiles)+len(l.CgoFiles) > 0 || l.Error != nil {
			continue
		}
		onlyTests := len(l.TestGoFiles)+len(l.XTestGoFiles) > 0
		if !needed[p] && (!l.named() || tests && onlyTests) {
			continue
		}
		msg := "no Go files in "
		if len(l.IgnoredGoFiles) > 0 {
			msg = "build constraints exclude all Go files in "
		} else if onlyTests {
			msg = "no non-test Go files in "
		}
		p.addError("", p.Path+": "+msg+p.Dir)
	}
}

// named reports whether the user asked for exactly this package.
func (l *listedPackage) named() bool {
	for _, pattern := range l.Match {
		switch {
		case strings.Contains(pattern, "..."):
		case pattern == "all", pattern == "std", pattern == "cmd", pattern == "tool", pattern == "work":
		default:
			return true
		}
	}
	return false
}

// runList runs go list once and decodes its stream of JSON objects.
func runList(ctx context.Context, goTool string, req *request, patterns []string, extra ...string) ([]*listedPackage, []string, error) {
	args := []string{"list", "-e", listFields}
	args = append(args, extra...)
	if req.Tests {
		args = append(args, "-test")
	}
	args = append(args, req.Args...)
	args = append(args, "--")
	args = append(args, patterns...)
	cmd := goCommand(ctx, goTool, req.Dir, args...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		return nil, nil, err
	}
	if err := cmd.Start(); err != nil {
		return nil, nil, &requestError{"list", err.Error()}
	}
	var listed []*listedPackage
	var decodeErr error
	for dec := json.NewDecoder(stdout); ; {
		l := new(listedPackage)
		if decodeErr = dec.Decode(l); decodeErr != nil {
			break
		}
		listed = append(listed, l)
	}
	io.Copy(io.Discard, stdout)
	if err := cmd.Wait(); err != nil {
		return nil, nil, listFailure(err, stderr.String())
	}
	if !errors.Is(decodeErr, io.EOF) {
		return nil, nil, fmt.Errorf("go list wrote something that is not JSON: %v", decodeErr)
	}
	var warnings []string
	for _, line := range strings.Split(stderr.String(), "\n") {
		if line != "" {
			warnings = append(warnings, line)
		}
	}
	return listed, warnings, nil
}

// listFailure turns an unhappy exit of go list into an error of the right kind.
func listFailure(err error, stderr string) error {
	kind := "list"
	var exit *exec.ExitError
	if errors.As(err, &exit) && exit.ExitCode() == 2 {
		kind = "usage"
	}
	msg := strings.TrimSpace(stderr)
	if msg == "" {
		msg = "go list: " + err.Error()
	}
	return &requestError{kind, msg}
}

func nothingMatched(patterns, warnings []string) error {
	if len(warnings) > 0 {
		return &requestError{"list", strings.Join(warnings, "\n")}
	}
	return &requestError{"list", fmt.Sprintf("no packages match %s", strings.Join(patterns, " "))}
}

// goTarget is the part of go env that decides how source is read.
type goTarget struct {
	GOOS, GOARCH, GOVERSION, GOFLAGS string

	err error
}

func goEnvInBackground(ctx context.Context, goTool, dir string) <-chan goTarget {
	result := make(chan goTarget, 1)
	go func() {
		var t goTarget
		out, err := goCommand(ctx, goTool, dir, "env", "-json", "GOOS", "GOARCH", "GOVERSION", "GOFLAGS").Output()
		if err == nil {
			err = json.Unmarshal(out, &t)
		}
		if err != nil {
			var exit *exec.ExitError
			if errors.As(err, &exit) {
				err = listFailure(err, string(exit.Stderr))
			}
			t.err = fmt.Errorf("go env: %w", err)
		}
		result <- t
	}()
	return result
}

func goCommand(ctx context.Context, goTool, dir string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, goTool, args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir)
	return cmd
}
