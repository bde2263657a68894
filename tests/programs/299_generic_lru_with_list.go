// An LRU cache over container/list with generics, JSON output and errors.
package main

import (
	"container/list"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"strings"
)

var ErrMiss = errors.New("miss")

type LRU[K comparable, V any] struct {
	max     int
	order   *list.List
	items   map[K]*list.Element
	onEvict func(K, V)
}

type pair[K comparable, V any] struct {
	Key K `json:"k"`
	Val V `json:"v,omitempty"`
}

func New[K comparable, V any](max int, onEvict func(K, V)) *LRU[K, V] {
	return &LRU[K, V]{max, list.New(), make(map[K]*list.Element, max), onEvict}
}

func (c *LRU[K, V]) Get(k K) (v V, err error) {
	e, ok := c.items[k]
	if !ok {
		return v, fmt.Errorf("%v: %w", k, ErrMiss)
	}
	c.order.MoveToFront(e)
	return e.Value.(pair[K, V]).Val, nil
}

func (c *LRU[K, V]) Put(k K, v V) {
	if e, ok := c.items[k]; ok {
		e.Value = pair[K, V]{k, v}
		c.order.MoveToFront(e)
		return
	}
	c.items[k] = c.order.PushFront(pair[K, V]{k, v})
	if c.order.Len() > c.max {
		old := c.order.Remove(c.order.Back()).(pair[K, V])
		delete(c.items, old.Key)
		if c.onEvict != nil {
			c.onEvict(old.Key, old.Val)
		}
	}
}

func (c *LRU[K, V]) All() iter.Seq2[K, V] {
	return func(yield func(K, V) bool) {
		for e := c.order.Front(); e != nil; e = e.Next() {
			if p := e.Value.(pair[K, V]); !yield(p.Key, p.Val) {
				return
			}
		}
	}
}

func (c *LRU[K, V]) MarshalJSON() ([]byte, error) {
	ps := []pair[K, V]{}
	for k, v := range c.All() {
		ps = append(ps, pair[K, V]{k, v})
	}
	return json.Marshal(ps)
}

func main() {
	var gone []string
	c := New(2, func(k string, v []int) { gone = append(gone, fmt.Sprint(k, v)) })
	c.Put("a", []int{1})
	c.Put("b", nil)
	c.Get("a")
	c.Put("c", []int{2, 3})
	_, err := c.Get("b")
	fmt.Println(err, errors.Is(err, ErrMiss), gone)
	b, err := json.Marshal(map[string]any{"cache": c, "empty": New[int, bool](1, nil)})
	fmt.Println(string(b), err)
	for k := range c.All() {
		fmt.Print(strings.ToUpper(k), " ")
		break
	}
	c.Put("a", []int{9})
	v, err := c.Get("a")
	fmt.Println(v, err, c.order.Len(), len(c.items))
}
