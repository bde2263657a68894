// A crawler over a fixed graph: each page once, with a limit of fetches at a time.
package main

import (
	"fmt"
	"sort"
	"sync"
)

var web = map[string][]string{
	"/":      {"/a", "/b", "/missing"},
	"/a":     {"/", "/a/1", "/a/2"},
	"/b":     {"/a", "/b/1"},
	"/a/1":   {"/a/2"},
	"/a/2":   {},
	"/b/1":   {"/", "/b/1/x"},
	"/b/1/x": {"/b"},
}

type crawler struct {
	mu    sync.Mutex
	wg    sync.WaitGroup
	seen  map[string]int
	errs  []error
	slots chan struct{}
	most  int
}

func (c *crawler) visit(url string, depth int) {
	c.mu.Lock()
	_, dup := c.seen[url]
	if !dup {
		c.seen[url] = depth
	}
	c.mu.Unlock()
	if dup {
		return
	}
	c.slots <- struct{}{}
	c.mu.Lock()
	c.most = max(c.most, len(c.slots))
	links, ok := web[url]
	if !ok {
		c.errs = append(c.errs, fmt.Errorf("not found: %s", url))
	}
	c.mu.Unlock()
	<-c.slots
	for _, l := range links {
		c.wg.Go(func() { c.visit(l, depth+1) })
	}
}

func main() {
	c := &crawler{seen: map[string]int{}, slots: make(chan struct{}, 2)}
	c.wg.Go(func() { c.visit("/", 0) })
	c.wg.Wait()
	var urls []string
	for u := range c.seen {
		urls = append(urls, u)
	}
	sort.Strings(urls)
	fmt.Println(urls, len(urls), c.errs, c.most <= 2, c.seen["/"])
}
