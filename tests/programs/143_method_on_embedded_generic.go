// Embedded generics, promoted methods, overriding, interfaces satisfied by promotion through pointers.
package main

import "fmt"

type List[T any] struct{ items []T }

func (l *List[T]) Add(x T) *List[T] { l.items = append(l.items, x); return l }
func (l List[T]) Len() int          { return len(l.items) }
func (l List[T]) Each(f func(T)) {
	for _, x := range l.items {
		f(x)
	}
}
func (l *List[T]) String() string { return fmt.Sprint("list", l.items) }

type Named[T any] struct {
	*List[T]
	Name string
}

type Logged[T fmt.Stringer] struct {
	Named[T]
	log []string
}

func (l *Logged[T]) Add(x T) *Logged[T] {
	l.log = append(l.log, x.String())
	l.Named.Add(x)
	return l
}

type id int

func (i id) String() string { return fmt.Sprintf("id%d", int(i)) }

type Lener interface{ Len() int }
type Adder[T, R any] interface{ Add(T) R }

func fill[T, R any](a Adder[T, R], xs ...T) (r R) {
	for _, x := range xs {
		r = a.Add(x)
	}
	return
}

type Cache[K comparable, V any] struct {
	List[K]
	data map[K]V
	miss func(K) V
}

func (c *Cache[K, V]) Get(k K) V {
	if v, ok := c.data[k]; ok {
		return v
	}
	v := c.miss(k)
	if c.data == nil {
		c.data = map[K]V{}
	}
	c.data[k] = v
	c.Add(k)
	return v
}

func total(ls ...Lener) (n int) {
	for _, l := range ls {
		n += l.Len()
	}
	return
}

func main() {
	n := Named[int]{&List[int]{}, "n"}
	n.Add(1).Add(2)
	m := n
	m.Add(3)
	fmt.Println(n, n.Len(), m.Len(), n.items)
	l := &Logged[id]{Named: Named[id]{List: new(List[id])}}
	l.Add(5).Add(6).Named.Add(7)
	fmt.Println(l.log, l.Len(), l)
	fmt.Println(fill[id, *Logged[id]](l, 8, 9).Len(), fill[id, *List[id]](l.List, 10))
	c := Cache[string, int]{miss: func(s string) int { return len(s) }}
	fmt.Println(c.Get("four"), c.Get("four"), c.Get("x"))
	fmt.Println(c.items, c.Len(), total(c, n, &c, l))
	c.Each(func(s string) { fmt.Print(s, ";") })
	var s fmt.Stringer = n
	fmt.Println(s)
	_, ok := any(c).(fmt.Stringer)
	_, okp := any(&c).(fmt.Stringer)
	fmt.Println(ok, okp)
	add := c.Add
	add("direct")
	fmt.Println(c.items, len(c.data))
	fmt.Printf("%T %T\n", l.Named, c.List)
}
