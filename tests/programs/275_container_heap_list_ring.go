// Packages container/heap, container/list and container/ring.
package main

import (
	"container/heap"
	"container/list"
	"container/ring"
	"fmt"
)

type item struct {
	name  string
	prio  int
	index int
}

type queue []*item

func (q queue) Len() int           { return len(q) }
func (q queue) Less(i, j int) bool { return q[i].prio > q[j].prio }
func (q queue) Swap(i, j int)      { q[i], q[j] = q[j], q[i]; q[i].index, q[j].index = i, j }
func (q *queue) Push(x any)        { it := x.(*item); it.index = len(*q); *q = append(*q, it) }
func (q *queue) Pop() any {
	old := *q
	it := old[len(old)-1]
	*q = old[:len(old)-1]
	return it
}

func main() {
	q := queue{}
	items := map[string]*item{}
	for i, n := range []string{"low", "mid", "high", "other"} {
		items[n] = &item{name: n, prio: i * 10}
		heap.Push(&q, items[n])
	}
	items["low"].prio = 25
	heap.Fix(&q, items["low"].index)
	heap.Remove(&q, items["mid"].index)
	for q.Len() > 0 {
		it := heap.Pop(&q).(*item)
		fmt.Print(it.name, ":", it.prio, " ")
	}
	fmt.Println()
	l := list.New()
	e4 := l.PushBack(4)
	e1 := l.PushFront(1)
	l.InsertBefore(3, e4)
	l.InsertAfter("two", e1)
	l.MoveToFront(e4)
	for e := l.Front(); e != nil; e = e.Next() {
		fmt.Print(e.Value, " ")
	}
	m := list.New()
	m.PushBack(9)
	l.PushBackList(m)
	fmt.Println(l.Len(), l.Remove(e1), l.Back().Value, l.Front().Prev() == nil)
	r := ring.New(5)
	for i := range r.Len() {
		r.Value = i
		r = r.Next()
	}
	r = r.Move(2)
	removed := r.Unlink(2)
	r.Do(func(v any) { fmt.Print(v, " ") })
	removed.Do(func(v any) { fmt.Print(v, ";") })
	fmt.Println(r.Len(), r.Prev().Value)
}
