"""Goroutines that do not get on where a schedule ends, and gates that are in the right function."""

from __future__ import annotations

from pathlib import Path

from goloupe.frontend import native
from goloupe.frontend.toolchain import find_toolchain
from goloupe.repro.constraints import Child, Place, Step, Trace, plan_of

from .test_repro import tried

ONCE = """package main

import "sync"

type pool struct {
	mu sync.Mutex
	up bool
	db *int
}

func (p *pool) get() *int {
	if !p.up {
		p.mu.Lock()
		defer p.mu.Unlock()
		if !p.up {
			p.up = true
			p.db = new(int)
		}
	}
	return p.db
}

func main() {
	var p pool
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { *p.get() = 1 })
	}
	wg.Wait()
}
"""

NONE = """package main

import "sync"

type server struct{ name *string }

func (s *server) use() string {
	if s.name != nil {
		return *s.name
	}
	return ""
}

func main() {
	s := &server{name: new(string)}
	var wg sync.WaitGroup
	wg.Add(2)
	go func() { defer wg.Done(); println(s.use()) }()
	go func() { defer wg.Done(); s.name = nil }()
	wg.Wait()
}
"""


def test_who_never_goes_on_is_held(tmp_path: Path) -> None:
    c = tried(tmp_path, ONCE, "panic", race=True)
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without


def test_functions_on_one_line(tmp_path: Path) -> None:
    c = tried(tmp_path, NONE, "panic", race=True)
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without


def test_what_is_about_to_be_done_waits_for_all_that_was_done() -> None:
    go, read, write = Place("a.go", 9, "go"), Place("a.go", 3, "read"), Place("a.go", 4, "write")
    children = [Child(n, 0, "a.go", 9, go, n) for n in (1, 2, 3)]
    trace = Trace([Step(0, go), Step(1, read), Step(2, read)], children, [1, 7, 8, 9], held=[Step(1, write), Step(2, read)], unborn=[3])
    trace = Trace.unpack(trace.pack())
    plan = plan_of(trace, [go, read, write], {1: "op", 2: "op", 3: "line"})
    assert plan.pieces == 3
    assert [(t.g, t.place, t.nth) for t in plan.turns if t.wait == 3] == [(1, 3, 1), (2, 2, 2)]
    assert plan.births == [(0, 0), (1, 1), (2, 2), (3, 3)]
    assert 3 in plan.used
    # Within a statement there is no gate.
    plan = plan_of(trace, [go, read, write], {1: "op", 2: "line", 3: "line"})
    assert [(t.g, t.place) for t in plan.turns if t.wait == 3] == [(1, 3)]


def test_gates_in_the_function_that_is_meant(tmp_path: Path) -> None:
    source = """package p

import "sync"

type box[T any] struct{ mu sync.Mutex }

func (b *box[T]) add(wg *sync.WaitGroup, n int) {
	go func() { defer wg.Done(); n++ }()
	go func() { func() { n-- }(); b.mu.Lock() }()
}
func f(wg *sync.WaitGroup) (n int) { defer wg.Done(); return n }
func g(ch chan int) int {
	defer close(ch)
	if len(ch) > 1 {
		return 1
	}
	return 2
}
"""
    (tmp_path / "p.go").write_text(source)
    points = [
        (1, 8, "write", "m/p.(*box[...]).add.func1"),
        (2, 8, "add", "m/p.(*box[...]).add.func1"),
        (3, 9, "write", "m/p.(*box[...]).add.func2.1"),
        (4, 9, "lock", "m/p.(*box[...]).add.func2"),
        (5, 11, "add", "m/p.f"),
        (6, 15, "close", "m/p.g"),
        (7, 17, "close", "m/p.g"),
    ]
    request = {"in": str(tmp_path / "p.go"), "out": str(tmp_path / "out.go"), "ends": []}
    request["points"] = [{"id": i, "line": line, "op": op, "function": f} for i, line, op, f in points]  # type: ignore[assignment]
    answer = native.put_gates(find_toolchain(None), [request], tmp_path)
    assert {int(k): v for k, v in answer["how"].items()} == {i: "line" if i in (1, 3) else "op" for i in range(1, 8)}
    assert answer["same"] == {"7": 6}
    lines = (tmp_path / "out.go").read_text().split("\n")
    assert lines[7] == "\tgo func() { goloupeGate(1);defer wg.Done();defer goloupeGate(2); n++ }()"
    assert lines[8] == "\tgo func() { func() { goloupeGate(3);n-- }(); goloupeGate(4);b.mu.Lock() }()"
    assert lines[10] == "func f(wg *sync.WaitGroup) (n int) { defer wg.Done();defer goloupeGate(5); return n }"
    assert lines[12] == "\tdefer close(ch);defer goloupeGate(6)"
