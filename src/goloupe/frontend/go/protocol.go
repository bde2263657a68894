package main

// What goes over the wire: one JSON object a line, requests in, events out.

import (
	"bufio"
	"encoding/json"
	"io"
	"sort"
	"sync"
)

// A request asks for one operation:
//
//	list   find packages, read and hash their files          → listed
//	check  type-check Roots of what was listed (all roots)   → checked
//	load   list and check in one go                          → loaded
//	emit   write Roots and what they reach as columns        → blob…, emitted
//	quit   end
//
// Each load or list forgets the one before. Instead of its events an
// operation may end with an error event; the helper then stays usable.
type request struct {
	Op string `json:"op"`

	// load, list
	Patterns []string `json:"patterns"`
	Dir      string   `json:"dir"`
	Args     []string `json:"args"` // further flags for go list
	Tests    bool     `json:"tests"`

	// check, emit
	Roots []string `json:"roots"`

	// emit
	Known map[string]knownKeys `json:"known"`
	Want  map[string][]string  `json:"want"` // functions to write besides, by package
	Out   string               `json:"out"`
	Mode  string               `json:"mode"` // "" for analysis, "details" for analysis with -m=2, "run" for running
}

// knownKeys are the functions of one package that the other side has no need
// of: a list of keys, or "*" for all of them.
type knownKeys struct {
	all  bool
	keys map[string]bool
}

func (k *knownKeys) UnmarshalJSON(data []byte) error {
	if string(data) == `"*"` {
		k.all = true
		return nil
	}
	var keys []string
	if err := json.Unmarshal(data, &keys); err != nil {
		return err
	}
	k.keys = make(map[string]bool, len(keys))
	for _, key := range keys {
		k.keys[key] = true
	}
	return nil
}

func (k knownKeys) has(key string) bool { return k.all || k.keys[key] }

type errorEvent struct {
	Event   string `json:"event"` // "error"
	Kind    string `json:"kind"`  // "usage", "list" or "internal"
	Message string `json:"message"`
}

type packagesEvent struct {
	Event     string        `json:"event"` // "listed", "checked" or "loaded"
	GOOS      string        `json:"goos"`
	GOARCH    string        `json:"goarch"`
	GoVersion string        `json:"goversion"`
	Warnings  []string      `json:"warnings"`
	Packages  []packageInfo `json:"packages"` // dependencies first
}

type packageInfo struct {
	Path       string      `json:"path"`
	Name       string      `json:"name"`
	Dir        string      `json:"dir"`
	Root       bool        `json:"root"`
	Standard   bool        `json:"standard"`
	ForTest    string      `json:"fortest"`
	Files      []string    `json:"files"`
	Imports    []string    `json:"imports"` // paths of other entries, sorted
	Hash       string      `json:"hash"`
	GoVersion  string      `json:"goversion"`
	Incomplete bool        `json:"incomplete"`
	Embeds     []embedding `json:"embeds"`
	GoDebug    string      `json:"godebug"`
	Errors     []LoadError `json:"errors"`
}

type blobEvent struct {
	Event string `json:"event"` // "blob"
	Path  string `json:"path"`
	File  string `json:"file"`
	Root  bool   `json:"root"`
}

// failedEvent stands in the place of a blob event when the package could not
// be written. The others still are.
type failedEvent struct {
	Event   string `json:"event"` // "failed"
	Path    string `json:"path"`
	Message string `json:"message"`
}

type doneEvent struct {
	Event string `json:"event"` // "emitted"
}

// describe makes the answer to list, check and load: every package of the
// session or, for check, those that have been checked.
func (s *Session) describe(event string, onlyChecked bool) packagesEvent {
	e := packagesEvent{Event: event, GOOS: s.GOOS, GOARCH: s.GOARCH, GoVersion: s.GoVersionTool,
		Warnings: append([]string{}, s.Warnings...), Packages: []packageInfo{}}
	for _, p := range s.Order {
		<-p.ready
		if onlyChecked && p.done == nil {
			continue
		}
		info := packageInfo{
			Path: p.Path, Name: p.Name, Dir: p.Dir, Root: p.Root, Standard: p.Standard, ForTest: p.ForTest,
			Files: append([]string{}, p.Filenames...), Imports: []string{}, Hash: p.Hash, GoVersion: p.GoVersion,
			Incomplete: p.Incomplete, Errors: append([]LoadError{}, p.Errors...),
			Embeds: append([]embedding{}, p.Embeds...), GoDebug: p.listed.DefaultGODEBUG,
		}
		for _, q := range p.imported() {
			info.Imports = append(info.Imports, q.Path)
		}
		sort.Strings(info.Imports)
		e.Packages = append(e.Packages, info)
	}
	return e
}

// A wire sends events, from any goroutine.
type wire struct {
	mu  sync.Mutex
	buf *bufio.Writer
	enc *json.Encoder
}

func newWire(w io.Writer) *wire {
	buf := bufio.NewWriter(w)
	enc := json.NewEncoder(buf)
	enc.SetEscapeHTML(false)
	return &wire{buf: buf, enc: enc}
}

func (w *wire) send(event any) error {
	w.mu.Lock()
	defer w.mu.Unlock()
	if err := w.enc.Encode(event); err != nil {
		return err
	}
	return w.buf.Flush()
}
