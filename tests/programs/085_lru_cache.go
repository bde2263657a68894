// An LRU cache: a map and a list together.
package main

import "fmt"

type entry struct {
	key, val   int
	prev, next *entry
}

type cache struct {
	cap          int
	items        map[int]*entry
	head, tail   entry
	hits, misses int
}

func newCache(n int) *cache {
	c := &cache{cap: n, items: map[int]*entry{}}
	c.head.next, c.tail.prev = &c.tail, &c.head
	return c
}

func (c *cache) unlink(e *entry) { e.prev.next, e.next.prev = e.next, e.prev }

func (c *cache) front(e *entry) {
	e.prev, e.next = &c.head, c.head.next
	e.prev.next, e.next.prev = e, e
}

func (c *cache) get(k int) (int, bool) {
	e, ok := c.items[k]
	if !ok {
		c.misses++
		return 0, false
	}
	c.hits++
	c.unlink(e)
	c.front(e)
	return e.val, true
}

func (c *cache) put(k, v int) {
	if e, ok := c.items[k]; ok {
		e.val = v
		c.unlink(e)
		c.front(e)
		return
	}
	if len(c.items) == c.cap {
		last := c.tail.prev
		c.unlink(last)
		delete(c.items, last.key)
	}
	e := &entry{key: k, val: v}
	c.items[k] = e
	c.front(e)
}

func (c *cache) keys() (ks []int) {
	for e := c.head.next; e != &c.tail; e = e.next {
		ks = append(ks, e.key)
	}
	return
}

func main() {
	c := newCache(3)
	for i := range 4 {
		c.put(i, i*i)
	}
	fmt.Println(c.keys())
	fmt.Println(c.get(0))
	fmt.Println(c.get(1))
	c.put(2, 44)
	c.put(9, 81)
	fmt.Println(c.keys(), len(c.items))
	fmt.Println(c.get(2))
	big := newCache(50)
	x := 1
	for range 2000 {
		x = x * 75 % 65537
		k := x % 90
		if _, ok := big.get(k); !ok {
			big.put(k, x)
		}
	}
	fmt.Println(big.hits, big.misses, big.keys()[:5])
}
