"""Gates within statements: between what they read and what they store, and behind what is called before."""

from __future__ import annotations

from pathlib import Path

import pytest

from goloupe.frontend import native
from goloupe.frontend.toolchain import find_toolchain
from goloupe.repro.constraints import Place, Step, Trace, plan_of

from .test_repro import tried

COUNT = """package m

import (
	"sync"
	"testing"
)

type counter struct{ n int }

func (c *counter) inc() { c.n++ }

func TestCount(t *testing.T) {
	var c counter
	var all []int
	var wg sync.WaitGroup
	for i := range 2 {
		wg.Go(func() {
			c.inc()
			all = append(all, i)
		})
	}
	wg.Wait()
	if %s {
		t.Error("lost")
	}
}
"""

LIMIT = """package m

import (
	"sync"
	"testing"
	"sync/atomic"
)

type limiter struct{ n atomic.Int32 }

func (l *limiter) take() bool {
	if l.n.Load() < 1 {
		l.n.Add(1)
		return true
	}
	return false
}

func TestLimit(t *testing.T) {
	var l limiter
	var once sync.Once
	once.Do(func() {})
	ok := make(chan bool, 2)
	for range 2 {
		go func() { ok <- l.take() }()
	}
	if a, b := <-ok, <-ok; a && b {
		t.Error("both")
	}
}
"""


@pytest.mark.parametrize("wrong", ["c.n != 2", "len(all) != 2"])
def test_what_gets_lost(tmp_path: Path, wrong: str) -> None:
    c = tried(tmp_path, COUNT % wrong, "fail", race=True)
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without
    assert not c.note


def test_what_is_called_for_a_value_comes_before_it_is_sent(tmp_path: Path) -> None:
    c = tried(tmp_path, LIMIT, "fail")
    assert c.with_gates > c.runs / 2, c
    assert c.with_gates > c.without


def gated(directory: Path, source: str, points: list[tuple[int, str, str]]) -> tuple[list[str], list[str]]:
    """What gates (line, operation, variable) are in front of, and the lines of the copy."""
    (directory / "p.go").write_text(source)
    request = {"in": str(directory / "p.go"), "out": str(directory / "out.go"), "ends": [], "exact": True}
    fine = ("read", "write")
    request["points"] = [  # type: ignore[assignment]
        {"id": i, "line": line, "op": op, "name": name, "fine": op in fine} for i, (line, op, name) in enumerate(points, 1)
    ]
    how = native.put_gates(find_toolchain(None), [request], directory)["how"]
    return [how[str(i)] for i in range(1, len(points) + 1)], (directory / "out.go").read_text().split("\n")


def test_gates_between_reads_and_writes(tmp_path: Path) -> None:
    source = """package p

type t struct {
	n     int
	items []int
	m     map[string]int
}

var total float64

func f(s *t, x int, g func() int) int {
	s.n++
	s.n -= x << 1
	x = x + 1
	total *= 2
	s.items = s.items[:len(s.items)-1]
	s.m["a"]++
	if s.items != nil && s.items[0] > 0 {
		s.n = 0
	}
	s.n += g()
	return s.n + x
}
"""
    points = [
        (12, "read", ".n"),
        (12, "write", ".n"),
        (13, "read", ".n"),
        (13, "write", ".n"),
        (14, "read", ""),
        (14, "write", ""),
        (15, "write", "total"),
        (16, "read", ".items"),
        (16, "write", ".items"),
        (17, "read", ".m"),
        (17, "write", "[]"),
        (18, "read", ".items"),
        (19, "write", ".n"),
        (21, "write", ".n"),
        (22, "read", ".n"),
    ]
    how, lines = gated(tmp_path, source, points)
    assert how == ["op"] * 12 + ["line"] * 2 + ["op"]
    assert lines[11] == "\tgoloupeGate(1);{goloupeT := s.n;goloupeGate(2);s.n = goloupeT + 1}"
    assert lines[12] == "\tgoloupeGate(3);{goloupeT := s.n ;goloupeGate(4);s.n = goloupeT - ( x << 1)}"
    assert lines[13] == "\tx = goloupeThen(6, goloupeLoad(5, &x) + 1)"
    assert lines[14] == "\t{goloupeT := total ;goloupeGate(7);total = goloupeT * ( 2)}"
    assert lines[15] == "\ts.items = goloupeThen(9, goloupeLoad(8, &s.items)[:len(goloupeLoad(8, &s.items))-1])"
    assert lines[16] == '\t{goloupeT := goloupeLoad(10, &s.m)["a"];goloupeGate(11);s.m["a"] = goloupeT + 1}'
    assert lines[17] == "\tif goloupeLoad(12, &s.items) != nil && goloupeLoad(12, &s.items)[0] > 0 {"
    assert lines[18] == "\t\tgoloupeGate(13);s.n = 0"
    assert lines[20] == "\tgoloupeGate(14);s.n += g()"
    assert lines[21] == "\treturn goloupeLoad(15, &s.n) + x"


def test_gates_behind_what_is_called_before(tmp_path: Path) -> None:
    source = """package p

import "sync/atomic"

func f(ch chan int32, n *atomic.Int32, g func() *atomic.Int32) (int32, int32) {
	ch <- n.Load() + 1
	n.Add(g().Load())
	g().Add(1)
	if n.Load() > 0 && <-ch > 0 {
		ch <- 1
	}
	v, ok := <-ch
	_, _ = v, ok
	return g().Load(), <-ch
}
"""
    points = [(6, "send", ""), (6, "atomic", ""), (8, "atomic", ""), (9, "recv", ""), (10, "send", ""), (12, "recv", ""), (14, "recv", "")]
    how, lines = gated(tmp_path, source, points)
    assert set(how) == {"op"}
    assert lines[5] == "\tgoloupeGate(2);ch <- goloupeThen(1, n.Load() + 1)"
    assert lines[7] == "\tgoloupeThen(3, g()).Add(1)"
    assert lines[8] == "\tif n.Load() > 0 && goloupeNow(goloupeGate(4), <-ch) > 0 {"
    assert lines[9] == "\t\tgoloupeGate(5);ch <- 1"
    assert lines[11] == "\tgoloupeGate(6);v, ok := <-ch"
    assert lines[13] == "\treturn g().Load(), goloupeNow(goloupeGate(7), <-ch)"


def test_where_no_gate_can_be_is_known() -> None:
    read, write, other = Place("a.go", 3, "read", "", ".n"), Place("a.go", 3, "write", "", ".n"), Place("a.go", 5, "lock")
    steps = [Step(1, read), Step(2, other), Step(1, write)]
    trace = Trace.unpack(Trace(steps, [], [1, 7, 8]).pack())
    assert plan_of(trace, [read, write, other], {1: "line", 2: "line", 3: "op"}).amid == [write]
    assert plan_of(trace, [read, write, other], {1: "op", 2: "op", 3: "op"}).amid == []
    trace = Trace.unpack(Trace([Step(1, read), Step(2, other)], [], [1, 7, 8], held=[Step(1, write)], amid=[other]).pack())
    assert plan_of(trace, [read, other, write], {1: "line", 2: "op", 3: "line"}).amid == [other, write]
