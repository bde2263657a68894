// A trie over runes with maps and arrays of children.
package main

import "fmt"

type trie struct {
	kids map[rune]*trie
	end  bool
	n    int
}

func (t *trie) add(s string) {
	for _, r := range s {
		t.n++
		k, ok := t.kids[r]
		if !ok {
			k = &trie{}
			if t.kids == nil {
				t.kids = map[rune]*trie{}
			}
			t.kids[r] = k
		}
		t = k
	}
	t.n++
	t.end = true
}

func (t *trie) find(s string) *trie {
	for _, r := range s {
		if t = t.kids[r]; t == nil {
			return nil
		}
	}
	return t
}

func (t *trie) all(prefix string, yield func(string) bool) bool {
	if t.end && !yield(prefix) {
		return false
	}
	for r := rune(0); r < 0x3000; r++ {
		if k := t.kids[r]; k != nil && !k.all(prefix+string(r), yield) {
			return false
		}
	}
	return true
}

type fixed struct {
	next [26]*fixed
	end  bool
}

func (f *fixed) add(s string) {
	for i := range len(s) {
		p := &f.next[s[i]-'a']
		if *p == nil {
			*p = new(fixed)
		}
		f = *p
	}
	f.end = true
}

func (f *fixed) count() (n int) {
	if f == nil {
		return 0
	}
	for _, k := range f.next {
		n += k.count()
	}
	if f.end {
		n++
	}
	return
}

func main() {
	t := &trie{}
	words := []string{"tea", "ten", "to", "in", "inn", "über", "üben", ""}
	for _, w := range words {
		t.add(w)
	}
	t.all("", func(s string) bool { fmt.Printf("%q ", s); return s != "to" })
	fmt.Println()
	fmt.Println(t.n, t.find("te").n, t.find("üb").n, t.find("x") == nil, t.find("in").end, t.find("te").end)
	f := &fixed{}
	for _, w := range words[:5] {
		f.add(w)
	}
	fmt.Println(f.count(), f.next['t'-'a'].count(), f.next['z'-'a'].count())
	defer func() { fmt.Println(recover()) }()
	f.add("Upper")
}
