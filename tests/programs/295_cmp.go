// Package cmp: comparing, the first that is not zero, NaN, reversed orders.
package main

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"
)

type version struct {
	major, minor int
	tag          string
}

func (v version) compare(o version) int {
	return cmp.Or(
		cmp.Compare(v.major, o.major),
		cmp.Compare(v.minor, o.minor),
		strings.Compare(v.tag, o.tag),
	)
}

func reversed[T any](f func(a, b T) int) func(a, b T) int {
	return func(a, b T) int { return f(b, a) }
}

func by[T any, K cmp.Ordered](key func(T) K) func(a, b T) int {
	return func(a, b T) int { return cmp.Compare(key(a), key(b)) }
}

func clamp[T cmp.Ordered](x, lo, hi T) T { return max(lo, min(x, hi)) }

func main() {
	fmt.Println(cmp.Compare(1, 2), cmp.Compare("b", "a"), cmp.Compare(2.5, 2.5), cmp.Less(1, 2), cmp.Less("b", "a"))
	nan := math.NaN()
	fmt.Println(cmp.Compare(nan, 1), cmp.Compare(1, nan), cmp.Compare(nan, nan), cmp.Less(nan, math.Inf(-1)), cmp.Less(nan, nan), cmp.Compare(math.Copysign(0, -1), 0))
	fmt.Println(cmp.Or(0, 0, 3, 4), cmp.Or("", "default"), cmp.Or[error](nil, nil) == nil, cmp.Or[int]())
	vs := []version{{1, 2, "b"}, {1, 10, ""}, {0, 9, "z"}, {1, 2, ""}, {1, 2, "a"}}
	slices.SortFunc(vs, version.compare)
	fmt.Println(vs)
	slices.SortFunc(vs, reversed(version.compare))
	fmt.Println(vs)
	slices.SortStableFunc(vs, by(func(v version) string { return v.tag }))
	fmt.Println(vs, slices.MinFunc(vs, version.compare), slices.MaxFunc(vs, by(func(v version) int { return v.minor })))
	fmt.Println(clamp(5, 1, 3), clamp("m", "a", "z"), clamp(-0.5, 0, 1), clamp(uint8(200), 10, 100))
	fs := []float64{3, nan, -1, math.Inf(1), 0, nan}
	slices.Sort(fs)
	fmt.Println(fs, slices.Max(fs[2:]), math.IsNaN(slices.Min(fs)))
}
