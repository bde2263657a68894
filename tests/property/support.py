"""What every generated program has: its imports and the functions that keep expressions from being constant, too long or too big."""

IMPORTS = (
    "errors", "fmt", "io", "iter", "maps", "math", "math/bits", "os", "slices", "sort", "strconv", "strings", "sync", "sync/atomic",
    "time", "unicode/utf8",
)  # fmt: skip

USED = (
    "errors.New", "fmt.Println", "io.EOF", "iter.Pull[int]", "maps.Keys[map[int]int]", "math.Sqrt", "bits.OnesCount64", "os.Exit",
    "slices.Sort[[]int]", "sort.Ints", "strconv.Itoa", "strings.Index", "sync.NewCond", "atomic.AddInt64", "time.Sleep", "utf8.RuneLen",
)  # fmt: skip

SUPPORT = """
//go:noinline
func id[T any](x T) T { return x }

func ptr[T any](x T) *T { return &x }

func first[T any](x T, err error) T {
	if err != nil {
		var zero T
		return zero
	}
	return x
}

func tr[T any](name string, x T) T {
	fmt.Print(name, " ")
	return x
}

func cond[T any](c bool, x, y T) T {
	if c {
		return x
	}
	return y
}

func cut[S ~string](s S) S {
	if len(s) > 40 {
		return s[:40]
	}
	return s
}

func trim[S ~[]E, E any](s S) S {
	if len(s) > 8 {
		return s[:8]
	}
	return s
}

func at(i, n int) int {
	if n <= 0 {
		return 0
	}
	return (i%n + n) % n
}

func within[F ~float32 | ~float64](x F) F {
	if x > -1e9 && x < 1e9 {
		return x
	}
	return 7
}

func findable[T comparable](x T) (y T) {
	defer func() { _ = recover() }()
	if x == x {
		y = x
	}
	return
}

func has[M ~map[K]V, K comparable, V any](m M, k K) bool {
	_, ok := m[k]
	return ok
}

type number interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 | ~complex64 | ~complex128
}

func sum[T number](xs ...T) (total T) {
	for _, x := range xs {
		total += x
	}
	return
}

type stack[T any] struct{ items []T }

func newStack[T any](xs ...T) *stack[T] { return &stack[T]{xs} }

func (s *stack[T]) top() T { return s.items[len(s.items)-1] }

func each[T any](xs ...T) iter.Seq[T] {
	return func(yield func(T) bool) {
		for _, x := range xs {
			if !yield(x) {
				return
			}
		}
	}
}

func twice[T any](x T, n int) iter.Seq2[int, T] {
	return func(yield func(int, T) bool) {
		for i := 0; i < n && yield(i, x); i++ {
		}
	}
}

func sent[T any](xs ...T) <-chan T {
	c := make(chan T, 1)
	go func() {
		defer close(c)
		for _, x := range xs {
			c <- x
		}
	}()
	return c
}

func try(f func()) {
	defer func() {
		switch e := recover().(type) {
		case nil:
		case error:
			fmt.Printf("recovered %T: %v\\n", e, e)
		default:
			fmt.Printf("recovered %#v\\n", e)
		}
	}()
	f()
}
"""
