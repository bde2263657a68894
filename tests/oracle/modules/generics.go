package main

type number interface{ ~int | ~float64 }

type list[T any] struct {
	head *cell[T]
	n    int
}

type cell[T any] struct {
	value T
	next  *cell[T]
}

func (l *list[T]) push(v T) *cell[T] {
	c := &cell[T]{value: v, next: l.head}
	l.head = c
	l.n++
	return c
}

func (l *list[T]) each(f func(*T) bool) {
	for c := l.head; c != nil; c = c.next {
		if !f(&c.value) {
			return
		}
	}
}

func apply[S ~[]E, E, R any](s S, f func(E) R) []R {
	out := make([]R, 0, len(s))
	for _, e := range s {
		out = append(out, f(e))
	}
	return out
}

func sum[T number](values ...T) (total T) {
	for _, v := range values {
		total += v
	}
	return total
}

func pointer[T any](v T) *T { return &v }

type stringer interface{ String() string }

type name string

func (n name) String() string { return string(n) }

func text[T stringer](values []T) (out []string) {
	for _, v := range values {
		out = append(out, v.String())
	}
	return out
}

func box[T any](v T) any { return v }

func main() {
	var l list[*int]
	x := 1
	l.push(&x)
	l.each(func(p **int) bool { **p++; return true })
	apply([]int{1, 2}, func(i int) string { return string(rune(i)) })
	println(sum(1, 2, 3), sum(1.5), *pointer(7), *pointer("s"))
	text([]name{"a", "b"})
	box(x)
	box(l)
}
