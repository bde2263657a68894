// Files in variables: as text, as bytes, as a file system, by patterns.
package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"strings"
)

//go:embed 350_embed.go
var source string

// A comment may stand between the directive and the variable.
//
//go:embed "350_embed.go"

var contents []byte

type text string

var (
	//go:embed 350_embed.g?
	named text
	plain int
	//go:embed 350_*.go
	//go:embed `35?_embed.go`
	both embed.FS
	none embed.FS
)

func count(s string) int { return strings.Count(s, "\n") }

func main() {
	fmt.Println(strings.SplitN(source, "\n", 2)[0])
	fmt.Println(source == string(contents), string(named) == source, len(contents) > 500, plain)
	contents[0] = '#'
	fmt.Println(source[0] == '/', contents[0] == '#')

	entries, err := both.ReadDir(".")
	for _, e := range entries {
		info, _ := e.Info()
		fmt.Println(e.Name(), e.IsDir(), info.Mode(), info.ModTime().IsZero())
	}
	fmt.Println(len(entries), err)
	data, err := both.ReadFile("350_embed.go")
	fmt.Println(string(data) == source, err)
	_, err = both.ReadFile("352.go")
	fmt.Println(err, errors.Is(err, fs.ErrNotExist))
	_, err = none.Open("350_embed.go")
	fmt.Println(err)

	f, err := both.Open("350_embed.go")
	if err != nil {
		fmt.Println(err)
		return
	}
	defer f.Close()
	all, err := io.ReadAll(f)
	fmt.Println(count(string(all)) > 5, err)
	matches, err := fs.Glob(both, "*.go")
	fmt.Println(matches, err)
}
