// claim: A map is always on the heap.
// holds if: make\(map\[int\]int\) escapes

package p

func Count(values [8]int) int {
	m := make(map[int]int)
	for _, v := range values {
		m[v]++
	}
	return len(m)
}
