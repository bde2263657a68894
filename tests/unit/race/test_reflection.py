"""What package reflect does for a program counts as accesses: stand-ins swap and copy elements, and go through maps.

The frames above the program's own, which compiled code has there, are not compared.
"""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

FIRST = r" by main goroutine:\n(?:  runtime\..*\n.*\n)*  .*\n.*main\.go:(\d+)"
"""The line of the second access, below functions of package runtime."""

SOURCE = """package main

import (
	"fmt"
	"reflect"
	"sort"
	"time"
)

type point struct{ x, y int }

func (p point) Sum() int { return p.y }

type number int

func (n number) Twice() number { return 2 * n }

func both(first, second func()) {
	go first()
	time.Sleep(20 * time.Millisecond)
	second()
}

func main() {
	ps := []point{{3, 1}, {2, 1}, {1, 1}}
	both(func() { sort.Slice(ps, func(i, j int) bool { return ps[i].x < ps[j].x }) }, func() { _ = ps[1].y }) // RACE
	ns := []int{3, 2, 1}
	both(func() { sort.Slice(ns, func(i, j int) bool { return ns[i] < ns[j] }) }, func() { println(ns[2]) }) // RACE
	ss := []string{"a", "b", "c"}
	both(func() { reflect.Swapper(ss)(0, 2) }, func() { println(ss[1]) })
	ts := []string{"a", "b", "c"}
	both(func() { reflect.Swapper(ts)(0, 2) }, func() { println(ts[0]) }) // RACE
	sorted := []point{{1, 1}, {2, 1}}
	both(func() { sort.Slice(sorted, func(i, j int) bool { return sorted[i].x < sorted[j].x }) }, func() { sorted[0].y = 2 })
	a, b := []point{{1, 2}, {3, 4}}, make([]point, 3)
	both(func() { reflect.Copy(reflect.ValueOf(b), reflect.ValueOf(a)) }, func() { a[1].y = 5 }) // RACE
	c, d := []point{{1, 2}, {3, 4}}, make([]point, 3)
	both(func() { reflect.Copy(reflect.ValueOf(d), reflect.ValueOf(c)) }, func() { d[0].x = 6 }) // RACE
	e, f := []point{{1, 2}, {3, 4}}, make([]point, 3)
	both(func() { reflect.Copy(reflect.ValueOf(f), reflect.ValueOf(e)) }, func() { f[2].x = 6 })
	m := map[int]int{1: 2}
	both(func() { _ = fmt.Sprint(m) }, func() { m[1] = 2 }) // RACE
	n := map[int]int{1: 2}
	both(func() { reflect.ValueOf(n).SetMapIndex(reflect.ValueOf(1), reflect.ValueOf(3)) }, func() { println(n[1]) }) // RACE
	type rec struct {
		n  int
		in struct{ x, y int }
		p  *int
		b  []byte
	}
	q, r := &rec{}, &rec{p: new(int), b: []byte("ab")}
	both(func() { _ = reflect.DeepEqual(q, &rec{}) }, func() { q.in.y = 1 }) // RACE
	both(func() { _ = reflect.DeepEqual(r, &rec{p: new(int), b: []byte("ac")}) }, func() { *r.p = 1 }) // RACE
	both(func() { _ = reflect.DeepEqual(r.b, []byte("ac")) }, func() { r.b[0] = 1 }) // RACE
	s := &rec{}
	both(func() { _ = reflect.DeepEqual(s, &rec{n: 1}) }, func() { s.in.y = 1 })
	u := []int{1, 2}
	both(func() { _ = reflect.Append(reflect.ValueOf(u[:1]), reflect.ValueOf(3)) }, func() { println(u[1]) }) // RACE
	both(func() { _ = reflect.ValueOf(s).Elem().Interface() }, func() { s.in.x = 1 }) // RACE
	v := []int{1, 2}
	both(func() { _ = reflect.ValueOf(&v).Elem().Index(1).Int() }, func() { v = nil }) // RACE
	w := &rec{}
	both(func() { _ = reflect.ValueOf(w).Elem().IsZero() }, func() { w.n = 1 }) // RACE
	x := func() {}
	both(func() { reflect.ValueOf(&x).Elem().Call(nil) }, func() { x = nil }) // RACE
	o := map[int]int{1: 2}
	both(func() { println(reflect.ValueOf(o).MapIndex(reflect.ValueOf(1)).Int()) }, func() { println(o[1]) })
	k := &point{1, 2}
	both(func() { reflect.ValueOf(k).Elem().Method(0).Call(nil) }, func() { k.x = 1 }) // RACE
	l := &point{1, 2}
	both(func() { _ = reflect.ValueOf(l).Elem().Method(0) }, func() { l.x = 1 })
	both(func() { reflect.ValueOf(l).Elem().MethodByName("Sum").Interface().(func() int)() }, func() { l.y = 1 }) // RACE
	g := &point{1, 2}
	both(func() { reflect.ValueOf(g).Method(0).Call(nil) }, func() { g.x = 1 }) // RACE
	h := number(1)
	both(func() { reflect.ValueOf(&h).Elem().Method(0).Call(nil) }, func() { h = 2 }) // RACE
}
"""


def test_swaps_and_copies(tmp_path: Path) -> None:
    file = tmp_path / "main.go"
    file.write_text(SOURCE)
    done = subprocess.run(
        [sys.executable, "-m", "goloupe", "run", "-race", str(file)], capture_output=True, text=True, check=False, timeout=120
    )
    reports = done.stderr.split("WARNING: DATA RACE")[1:]
    found = [int(line) for report in reports for line in re.findall(FIRST, report)]
    assert found == [n for n, line in enumerate(SOURCE.splitlines(), 1) if line.endswith("// RACE")], done.stderr
    assert done.returncode == 66
