package main

type pair struct {
	key   *string
	value []byte
}

var (
	global  *pair
	table   = map[string]*pair{}
	channel = make(chan *pair, 1)
)

func makes(n int) {
	a := make([]int, 10)
	b := make([]int, n)
	c := make([]int, 0, 10000)
	d := make([]byte, 1<<17)
	e := make(map[string]int)
	f := make(map[int]pair, 100)
	g := new([1 << 16]byte)
	var h [1 << 18]byte
	_, _, _, _, _, _, _, _ = a, b, c, d, e, f, g, h
}

func stores(p, q, r, s, t *pair, list []*pair) *pair {
	global = p
	q.key = r.key
	list[0] = s
	table["x"] = t
	local := pair{}
	pointer := &local
	pointer.value = q.value
	channel <- pointer
	return r
}

func literals() ([]*int, map[string]*int, [2]*int, *pair) {
	a, b, c, d := 1, 2, 3, "k"
	return []*int{&a}, map[string]*int{"b": &b}, [2]*int{&c}, &pair{key: &d}
}

func appends(list []*pair, p *pair) []*pair {
	list = append(list, p, &pair{})
	list = append(list, []*pair{global}...)
	var short []int
	for i := 0; i < 3; i++ {
		short = append(short, i)
	}
	copy(list, []*pair{p})
	return list
}

func strings(s string, b []byte) (string, []byte) {
	t := s + "!" + string(b)
	u := []byte(s)
	v := []rune(s)
	w := string(v[0])
	for _, c := range []byte(s) {
		_ = c
	}
	return t + w, u
}

func loops(n int) *int {
	var last *int
	for i := 0; i < n; i++ {
		x := i
		last = &x
		y := new(int)
		_ = y
	}
again:
	z := new(int)
	if n++; n < 10 {
		last = z
		goto again
	}
	return last
}

func (p *pair) self() {
	p.value = p.value[1:]
	p.value = p.value
}

//go:noinline
func results(a, b, c, d, e, f *int) (*int, *int, *int, *int, *int, *int) { return f, e, d, c, b, a }

func main() {
	makes(3)
	stores(nil, nil, nil, nil, nil, nil)
	literals()
	appends(nil, nil)
	strings("", nil)
	loops(1)
	(&pair{}).self()
	results(nil, nil, nil, nil, nil, nil)
}
