// Events and observers: slices of callbacks, removal while iterating, method values as callbacks.
package main

import "fmt"

type Event struct {
	Name string
	Data any
}

type Handler func(Event) bool

type Bus struct {
	handlers map[string][]*sub
	log      []string
	depth    int
}

type sub struct {
	h    Handler
	dead bool
}

func NewBus() *Bus { return &Bus{handlers: make(map[string][]*sub)} }

func (b *Bus) On(name string, h Handler) (cancel func()) {
	s := &sub{h: h}
	b.handlers[name] = append(b.handlers[name], s)
	return func() { s.dead = true }
}

func (b *Bus) Emit(name string, data any) (n int) {
	b.depth++
	defer func() { b.depth-- }()
	for _, s := range b.handlers[name] {
		if s.dead {
			continue
		}
		n++
		if !s.h(Event{name, data}) {
			s.dead = true
		}
	}
	alive := b.handlers[name][:0]
	for _, s := range b.handlers[name] {
		if !s.dead {
			alive = append(alive, s)
		}
	}
	b.handlers[name] = alive
	return
}

type Counter struct{ total int }

func (c *Counter) Handle(e Event) bool {
	switch d := e.Data.(type) {
	case int:
		c.total += d
	case string:
		c.total += len(d)
	case []int:
		for _, v := range d {
			c.total += v
		}
	}
	return c.total < 100
}

func main() {
	b := NewBus()
	c := &Counter{}
	b.On("add", c.Handle)
	times := 2
	b.On("add", func(e Event) bool {
		b.log = append(b.log, fmt.Sprint(e.Name, e.Data, b.depth))
		times--
		return times > 0
	})
	cancel := b.On("add", func(e Event) bool {
		if n, ok := e.Data.(int); ok && n > 0 && b.depth < 4 {
			b.Emit("echo", n-1)
		}
		return true
	})
	b.On("echo", func(e Event) bool { b.log = append(b.log, fmt.Sprint("echo", e.Data)); return true })
	fmt.Println(b.Emit("add", 5), b.Emit("add", "four"), b.Emit("add", []int{1, 2}))
	cancel()
	fmt.Println(b.Emit("add", 90), b.Emit("add", 1), b.Emit("none", nil))
	fmt.Println(c.total, b.log, len(b.handlers["add"]))
}
