package main

// Which functions to write.
//
// The packages asked for are written whole. What they call in other packages
// is written too, and what that calls, and so on; of a package that is only
// reached, the rest stays unchecked and unwritten.
//
// A function can only reach into packages that its own package imports,
// directly or not. So if each package waits for all that import it, all the
// functions that are wanted of it are known when its turn comes, and it is
// written once. (A //go:linkname can point against the imports. Then what it
// asks for is written in a second round, as another blob of that package.)

import (
	"fmt"
	"os"
	"path/filepath"
	"sort"
	"sync"
)

// An emission is the state of one emit request.
type emission struct {
	s     *Session
	req   *request
	out   *wire
	roots map[*Package]bool
	index map[*Package]int // in s.Order

	mu      sync.Mutex
	want    map[*Package]map[string]bool // asked for and not yet written
	written map[*Package]map[string]bool
	events  map[*Package][]any // of finished packages, not yet sent
}

// Emit answers an emit request.
func (s *Session) Emit(req *request, out *wire) error {
	e := &emission{
		s: s, req: req, out: out,
		roots:   make(map[*Package]bool),
		index:   make(map[*Package]int),
		want:    make(map[*Package]map[string]bool),
		written: make(map[*Package]map[string]bool),
		events:  make(map[*Package][]any),
	}
	for i, p := range s.Order {
		e.index[p] = i
	}
	for _, path := range req.Roots {
		p := s.Packages[path]
		if p == nil || p.done == nil {
			return fmt.Errorf("emit: package %s is not loaded", path)
		}
		e.roots[p] = true
	}
	for path, keys := range req.Want {
		p := s.Packages[path]
		if p == nil || p.done == nil {
			return fmt.Errorf("emit: package %s is not loaded", path)
		}
		for _, key := range keys {
			e.wants(p, key)
		}
	}
	if err := e.emitRoots(); err != nil {
		return err
	}
	for round := 0; len(e.want) > 0; round++ {
		e.emitReached(round)
	}
	if err := e.flush(s.Order); err != nil {
		return err
	}
	return out.send(doneEvent{"emitted"})
}

// emitRoots writes the packages that were asked for. Their events go out at
// once, in order, unless other packages have to come first.
func (e *emission) emitRoots() error {
	stream := true
	var roots []*Package
	for _, p := range e.s.Order {
		if e.roots[p] {
			roots = append(roots, p)
		} else if p.done != nil && !e.req.Known[p.Path].all && p.Path != "unsafe" {
			stream = false
		}
	}
	finished := make([]chan struct{}, len(roots))
	for i, p := range roots {
		finished[i] = make(chan struct{})
		go func(i int, p *Package) {
			defer close(finished[i])
			e.s.gate.do(func() { e.emit(p, nil, 0) })
		}(i, p)
	}
	for i, p := range roots {
		<-finished[i]
		if stream {
			if err := e.flush([]*Package{p}); err != nil {
				return err
			}
		}
	}
	return nil
}

// emitReached writes the wanted functions of all other packages, importers
// before what they import.
func (e *emission) emitReached(round int) {
	waiting := make(map[*Package]*sync.WaitGroup) // for the importers of each package
	var others []*Package
	for _, p := range e.s.Order {
		if p.done != nil && !e.roots[p] {
			others = append(others, p)
			waiting[p] = new(sync.WaitGroup)
		}
	}
	for _, p := range others {
		for _, q := range p.imported() {
			if wg := waiting[q]; wg != nil {
				wg.Add(1)
			}
		}
	}
	var all sync.WaitGroup
	for i := len(others) - 1; i >= 0; i-- {
		all.Add(1)
		go func(p *Package) {
			defer all.Done()
			waiting[p].Wait()
			e.emitWanted(p, round)
			for _, q := range p.imported() {
				if wg := waiting[q]; wg != nil {
					wg.Done()
				}
			}
		}(others[i])
	}
	all.Wait()
}

// emitWanted writes what is wanted of p by now.
func (e *emission) emitWanted(p *Package, round int) {
	e.mu.Lock()
	want := e.want[p]
	delete(e.want, p)
	e.mu.Unlock()
	if len(want) == 0 {
		return
	}
	e.s.gate.do(func() {
		for len(want) > 0 {
			keys := make([]string, 0, len(want))
			for key := range want {
				keys = append(keys, key)
			}
			sort.Strings(keys)
			e.emit(p, keys, round)

			// A function may call others of its own package. If the blob left
			// them out, it is written again with them.
			e.mu.Lock()
			more := e.want[p]
			delete(e.want, p)
			for key := range more {
				want[key] = true
			}
			if len(more) == 0 {
				want = nil
			} else {
				e.events[p] = e.events[p][:len(e.events[p])-1]
			}
			e.mu.Unlock()
		}
	})
}

// emit writes one blob: all of p, or the functions named by keys.
func (e *emission) emit(p *Package, keys []string, round int) {
	e.mu.Lock()
	if e.written[p] == nil {
		e.written[p] = make(map[string]bool)
	}
	for _, key := range keys {
		e.written[p][key] = true
	}
	e.mu.Unlock()

	event, needs := e.write(p, keys, round)

	e.mu.Lock()
	defer e.mu.Unlock()
	e.events[p] = append(e.events[p], event)
	for path, keys := range needs {
		q := e.s.Packages[path]
		if q == nil || q.done == nil || e.roots[q] {
			continue
		}
		known := e.req.Known[path]
		for _, key := range keys {
			if known.has(key) || e.written[q][key] {
				continue
			}
			e.wants(q, key)
		}
	}
}

func (e *emission) wants(p *Package, key string) {
	if e.roots[p] {
		return
	}
	if e.want[p] == nil {
		e.want[p] = make(map[string]bool)
	}
	e.want[p][key] = true
}

func (e *emission) write(p *Package, keys []string, round int) (event any, needs map[string][]string) {
	var err error
	defer func() {
		if err != nil {
			event, needs = failedEvent{"failed", p.Path, err.Error()}, nil
		}
	}()
	defer recovered(&err, "writing columns")
	blob, needs, err := EmitPackage(e.s, p, keys, e.req.Mode == "run", e.req.Mode == "details")
	if err != nil {
		return nil, nil
	}
	name := fmt.Sprintf("%06d.glc", round*len(e.s.Order)+e.index[p])
	file := filepath.Join(e.req.Out, name)
	if err = os.WriteFile(file, blob, 0o644); err != nil {
		return nil, nil
	}
	return blobEvent{"blob", p.Path, file, e.roots[p]}, needs
}

// flush sends the events of the given packages.
func (e *emission) flush(packages []*Package) error {
	for _, p := range packages {
		e.mu.Lock()
		events := e.events[p]
		delete(e.events, p)
		e.mu.Unlock()
		for _, event := range events {
			if err := e.out.send(event); err != nil {
				return err
			}
		}
	}
	return nil
}

// imported returns the packages that p imports, each once.
func (p *Package) imported() []*Package {
	seen := make(map[*Package]bool, len(p.Imports))
	var list []*Package
	for _, q := range p.Imports {
		if !seen[q] {
			seen[q] = true
			list = append(list, q)
		}
	}
	return list
}
