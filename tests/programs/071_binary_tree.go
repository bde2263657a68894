// A binary search tree with recursive methods on nil receivers.
package main

import "fmt"

type tree struct {
	left, right *tree
	val         int
}

func (t *tree) insert(v int) *tree {
	if t == nil {
		return &tree{val: v}
	}
	switch {
	case v < t.val:
		t.left = t.left.insert(v)
	case v > t.val:
		t.right = t.right.insert(v)
	}
	return t
}

func (t *tree) remove(v int) *tree {
	switch {
	case t == nil:
		return nil
	case v < t.val:
		t.left = t.left.remove(v)
	case v > t.val:
		t.right = t.right.remove(v)
	case t.left == nil:
		return t.right
	case t.right == nil:
		return t.left
	default:
		m := t.right
		for m.left != nil {
			m = m.left
		}
		t.val = m.val
		t.right = t.right.remove(m.val)
	}
	return t
}

func (t *tree) walk(f func(int)) {
	if t != nil {
		t.left.walk(f)
		f(t.val)
		t.right.walk(f)
	}
}

func (t *tree) depth() int {
	if t == nil {
		return 0
	}
	return max(t.left.depth(), t.right.depth()) + 1
}

func (t *tree) String() string {
	if t == nil {
		return "()"
	}
	if t.left == nil && t.right == nil {
		return fmt.Sprint(t.val)
	}
	return fmt.Sprintf("(%v %d %v)", t.left, t.val, t.right)
}

func main() {
	var t *tree
	x := 7
	for range 15 {
		t = t.insert(x)
		x = x * 13 % 31
	}
	fmt.Println(t, t.depth())
	sum, n := 0, 0
	t.walk(func(v int) { sum += v; n++ })
	fmt.Println(sum, n)
	for _, v := range []int{7, 1, 30, 100} {
		t = t.remove(v)
	}
	fmt.Println(t)
	last, ok := -1, true
	t.walk(func(v int) { ok = ok && v > last; last = v })
	fmt.Println(ok)
}
