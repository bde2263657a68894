// Sorting records by several keys in all the ways that the library has, with the same result.
package main

import (
	"cmp"
	"fmt"
	"slices"
	"sort"
	"strings"
)

type rec struct {
	a    int
	b    string
	c    float64
	orig int
}

type multi struct {
	recs []rec
	less []func(x, y *rec) bool
}

func (m *multi) Len() int      { return len(m.recs) }
func (m *multi) Swap(i, j int) { m.recs[i], m.recs[j] = m.recs[j], m.recs[i] }
func (m *multi) Less(i, j int) bool {
	p, q := &m.recs[i], &m.recs[j]
	for _, less := range m.less[:len(m.less)-1] {
		switch {
		case less(p, q):
			return true
		case less(q, p):
			return false
		}
	}
	return m.less[len(m.less)-1](p, q)
}

func main() {
	var recs []rec
	x := uint32(99)
	for i := range 300 {
		x = x*1664525 + 1013904223
		recs = append(recs, rec{int(x>>28) % 5, string(rune('a' + x>>20&3)), float64(x>>12&7) / 2, i})
	}
	one := slices.Clone(recs)
	m := &multi{one, []func(x, y *rec) bool{
		func(x, y *rec) bool { return x.a < y.a },
		func(x, y *rec) bool { return x.b > y.b },
		func(x, y *rec) bool { return x.c < y.c },
		func(x, y *rec) bool { return x.orig < y.orig },
	}}
	sort.Sort(m)
	two := slices.Clone(recs)
	slices.SortFunc(two, func(x, y rec) int {
		return cmp.Or(cmp.Compare(x.a, y.a), -strings.Compare(x.b, y.b), cmp.Compare(x.c, y.c), x.orig-y.orig)
	})
	three := slices.Clone(recs)
	sort.SliceStable(three, func(i, j int) bool { return three[i].c < three[j].c })
	sort.SliceStable(three, func(i, j int) bool { return three[i].b > three[j].b })
	slices.SortStableFunc(three, func(x, y rec) int { return cmp.Compare(x.a, y.a) })
	fmt.Println(slices.Equal(one, two), slices.Equal(two, three), one[:3], one[297:])
	h := 0
	for _, r := range one {
		h = (h*31 + r.orig) % 1_000_003
	}
	fmt.Println(h)
	idx := make([]int, len(recs))
	for i := range idx {
		idx[i] = i
	}
	sort.Slice(idx, func(i, j int) bool { return recs[idx[i]].orig*7919%1000 < recs[idx[j]].orig*7919%1000 })
	fmt.Println(idx[:8])
	nan := []float64{2, -1, 0}
	nan = append(nan, nan[2]/nan[2], 1)
	slices.Sort(nan)
	fmt.Println(nan)
	i, ok := slices.BinarySearchFunc(one, 3, func(r rec, a int) int { return cmp.Compare(r.a, a) })
	fmt.Println(ok, one[i].a, one[i-1].a, slices.IsSortedFunc(one, func(x, y rec) int { return cmp.Compare(x.a, y.a) }))
}
