// A whole small program: counts words of its input and prints a table.
package main

import (
	"bufio"
	"cmp"
	"fmt"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"
	"unicode"
)

type entry struct {
	word  string
	count int
	lines []int
}

func main() {
	index := map[string]*entry{}
	sc := bufio.NewScanner(os.Stdin)
	line, chars := 0, 0
	for sc.Scan() {
		line++
		chars += len(sc.Text()) + 1
		for _, w := range strings.FieldsFunc(sc.Text(), func(r rune) bool { return !unicode.IsLetter(r) }) {
			w = strings.ToLower(w)
			e, ok := index[w]
			if !ok {
				e = &entry{word: w}
				index[w] = e
			}
			e.count++
			if n := len(e.lines); n == 0 || e.lines[n-1] != line {
				e.lines = append(e.lines, line)
			}
		}
	}
	if err := sc.Err(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	entries := slices.SortedFunc(maps.Values(index), func(a, b *entry) int {
		return cmp.Or(cmp.Compare(b.count, a.count), strings.Compare(a.word, b.word))
	})
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', tabwriter.AlignRight)
	defer w.Flush()
	for _, e := range entries[:min(8, len(entries))] {
		fmt.Fprintf(w, "%s\t%d\t%v\t\n", e.word, e.count, e.lines)
	}
	fmt.Fprintf(w, "%d words\t%d lines\t%d chars\t\n", len(entries), line, chars)
}
