// Enumerations and bit sets with String methods; iteration over bits.
package main

import "fmt"

type Perm uint8

const (
	Read Perm = 1 << iota
	Write
	Exec
	numPerms = iota
	All      = Read | Write | Exec
)

func (p Perm) String() string {
	if p == 0 {
		return "none"
	}
	s := ""
	for i := range numPerms {
		if p&(1<<i) != 0 {
			if s != "" {
				s += "|"
			}
			s += [...]string{"r", "w", "x"}[i]
		}
	}
	if rest := p &^ All; rest != 0 {
		s += fmt.Sprintf("+%#x", uint8(rest))
	}
	return s
}

func (p *Perm) Set(q Perm) *Perm   { *p |= q; return p }
func (p *Perm) Clear(q Perm) *Perm { *p &^= q; return p }
func (p Perm) Has(q Perm) bool     { return p&q == q }

type Set []uint64

func (s *Set) Add(n int) {
	for len(*s) <= n/64 {
		*s = append(*s, 0)
	}
	(*s)[n/64] |= 1 << (n % 64)
}

func (s Set) Each(yield func(int) bool) {
	for i, w := range s {
		for b := 0; w != 0; b, w = b+1, w>>1 {
			if w&1 == 1 && !yield(i*64+b) {
				return
			}
		}
	}
}

func (s Set) Union(t Set) (u Set) {
	for i := range max(len(s), len(t)) {
		var w uint64
		if i < len(s) {
			w = s[i]
		}
		if i < len(t) {
			w |= t[i]
		}
		u = append(u, w)
	}
	return
}

func main() {
	var p Perm
	fmt.Println(p, All, Read|Exec, ^Perm(0), Perm(9), numPerms)
	p.Set(Read).Set(Write).Clear(Read)
	fmt.Println(p, p.Has(Write), p.Has(Read|Write), p.Has(0))
	fmt.Printf("%v %d %08b %s %x\n", p, p, p, All, All)
	var s, t Set
	for _, n := range []int{0, 5, 63, 64, 130} {
		s.Add(n)
	}
	t.Add(7)
	for n := range s.Union(t).Each {
		if n > 100 {
			break
		}
		fmt.Print(n, " ")
	}
	fmt.Println(len(s), len(t), s[0], s[2])
	perms := map[Perm][]string{Read: {"a"}, Read | Write: {"b", "c"}}
	fmt.Println(perms)
}
