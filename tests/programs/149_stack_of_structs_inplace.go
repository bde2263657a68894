// Structs in slices, changed through pointers, copies, ranges, methods and nested fields; growth breaks the link.
package main

import "fmt"

type vec struct{ x, y int }

func (v *vec) move(dx, dy int) *vec { v.x += dx; v.y += dy; return v }
func (v vec) plus(o vec) vec        { v.x += o.x; v.y += o.y; return v }

type particle struct {
	pos, vel vec
	trail    [3]vec
	tags     []string
}

func (p *particle) step() {
	copy(p.trail[1:], p.trail[:])
	p.trail[0] = p.pos
	p.pos = p.pos.plus(p.vel)
}

type system struct {
	ps    []particle
	byTag map[string]*particle
	best  *particle
}

func main() {
	s := system{byTag: map[string]*particle{}}
	s.ps = make([]particle, 0, 4)
	for i := range 3 {
		s.ps = append(s.ps, particle{vel: vec{i, 1}, tags: []string{fmt.Sprint("p", i)}})
		p := &s.ps[i]
		s.byTag[p.tags[0]] = p
	}
	s.best = &s.ps[1]
	for range 4 {
		for i := range s.ps {
			s.ps[i].step()
		}
	}
	for _, p := range s.ps {
		p.step()
		p.tags[0] += "!"
	}
	fmt.Println(s.ps[2].pos, s.ps[2].trail, s.ps[2].tags, s.best.pos)
	s.byTag["p0"].pos.move(100, 100).move(1, 1)
	fmt.Println(s.ps[0].pos, s.byTag["p0"] == &s.ps[0])
	cp := s.ps[0]
	cp.trail[0].x = -1
	cp.tags = append(cp.tags, "copy")
	cp.pos.move(5, 5)
	fmt.Println(s.ps[0].trail[0], s.ps[0].tags, s.ps[0].pos, cp.pos)
	s.ps = append(s.ps, cp)
	fmt.Println(s.best == &s.ps[1], len(s.ps), cap(s.ps))
	s.ps = append(s.ps, cp)
	s.best.pos = vec{-9, -9}
	fmt.Println(s.best == &s.ps[1], s.ps[1].pos, s.best.pos)
	s.ps[3], s.ps[0] = s.ps[0], s.ps[3]
	fmt.Println(s.ps[0].pos, s.ps[3].pos)
	s.ps[1].vel, s.ps[1].pos = s.ps[1].pos, s.ps[1].vel
	fmt.Println(s.ps[1].vel, s.ps[1].pos)
	arr := [2]particle{s.ps[0], s.ps[1]}
	pa := &arr[0].trail[2]
	arr[1].trail = arr[0].trail
	pa.move(7, 7)
	fmt.Println(arr[0].trail, arr[1].trail[2])
	m := map[int]particle{1: s.ps[1]}
	q := m[1]
	q.pos.x = 1000
	fmt.Println(m[1].pos, q.pos)
	ch := make(chan particle, 1)
	ch <- q
	q.pos.y = 2000
	r := <-ch
	fmt.Println(r.pos, q.pos)
	fn := func(p particle) *particle { p.pos.move(1, 1); return &p }
	t := fn(q)
	fmt.Println(t.pos, q.pos)
	del := s.ps[:0]
	for _, p := range s.ps {
		if p.pos.x >= 0 {
			del = append(del, p)
		}
	}
	clear(s.ps[len(del):])
	fmt.Println(len(del), len(s.ps), s.ps[len(s.ps)-1].tags == nil)
}
