"""What a table says to who has not seen the program before: who waits for whom, who went which way, who made whom."""

from __future__ import annotations

from pathlib import Path

import pytest

from goloupe.explore.engine import Limits
from goloupe.explore.exploration import Explored, explore
from goloupe.explore.lanes import LONG, Lanes, Row
from goloupe.report.bugs import verdict
from goloupe.report.lanes import render

SUBTEST = """package m

import "testing"

func TestOuter(t *testing.T) {
	ch := make(chan int)
	t.Run("inner", func(t *testing.T) {
		<-ch
	})
}
"""
PARALLEL = """package m

import "testing"

func TestOuter(t *testing.T) {
	ch := make(chan int)
	t.Run("inner", func(t *testing.T) {
		t.Parallel()
		<-ch
	})
}
"""
WORKER = """package m

import (
	"sync"
	"testing"
)

type worker struct {
	jobs chan int
	stop chan struct{}
	wg   sync.WaitGroup
}

func (w *worker) loop() {
	defer w.wg.Done()
	for {
		select {
		case <-w.jobs:
		case <-w.stop:
			return
		}
	}
}

func TestSubmit(t *testing.T) {
	w := &worker{jobs: make(chan int), stop: make(chan struct{})}
	w.wg.Add(1)
	go w.loop()
	go func() { w.jobs <- 1 }()
	close(w.stop)
	w.wg.Wait()
}
"""
TIMEOUT = """package m

import (
	"testing"
	"time"
)

func TestSlow(t *testing.T) {
	ch := make(chan int)
	go func() {
		time.Sleep(time.Minute)
		ch <- 1
	}()
	select {
	case <-ch:
	case <-time.After(time.Second):
	}
}
"""
HIDDEN = """package m

import "testing"

func TestStop(t *testing.T) {
	stop, full := make(chan bool), make(chan int)
	for range 2 {
		go func() {
			if <-stop {
				full <- 1
			}
		}()
	}
	go func() {
		stop <- true
		close(stop)
	}()
}
"""
MANY = """package m

import "testing"

func node(stop chan bool, ask, out chan int) {
	select {
	case <-stop:
	case <-ask:
	}
	if out != nil {
		out <- 1
	}
}

func TestMany(t *testing.T) {
	for range 5 {
		stop := make(chan bool)
		go node(stop, nil, nil)
		close(stop)
	}
	stop := make(chan bool)
	close(stop)
	go node(stop, nil, make(chan int))
}
"""
DEFAULT = """package main

func main() {
	free, done := make(chan *int, 1), make(chan bool)
	free <- new(int)
	for range 2 {
		go func() {
			var c *int
			select {
			case c = <-free:
			default:
			}
			*c++
			free <- c
			done <- true
		}()
	}
	<-done
	<-done
}
"""
TICKING = """package main

import "time"

func main() {
	go func() {
		for {
			time.Sleep(time.Millisecond)
		}
	}()
	select {}
}
"""
POLLING = """package main

import (
	"sync/atomic"
	"time"
)

func main() {
	var done atomic.Bool
	for !done.Load() {
		time.Sleep(time.Millisecond)
	}
}
"""
ALIAS = """package main

import "sync"

type store struct{ mu sync.Mutex }

func (s *store) get() { s.mu.Lock(); s.mu.Unlock() }

func main() {
	all := &store{}
	all.mu.Lock()
	go all.get()
	go func() { all.mu.Lock(); all.mu.Unlock() }()
	<-make(chan int)
}
"""
CHANNELS = """package main

func first(in chan int) { <-in }

func second(out chan int) { out <- 1; out <- 2 }

func main() {
	c := make(chan int)
	go first(c)
	second(c)
}
"""
GO_METHOD = """package main

import "sync"

type box struct{ open bool }

func (b *box) close() { b.open = false }

func main() {
	b := &box{open: true}
	var wg sync.WaitGroup
	wg.Go(b.close)
	wg.Go(b.close)
	wg.Wait()
}
"""
DEEP = """package main

func fall(n int) int { return fall(n+1) + 1 }

func main() { fall(0) }
"""


def explored(directory: Path, source: str, **limits: int) -> Explored:
    """All of a program, or of its test."""
    (directory / "go.mod").write_text("module m\n\ngo 1.27\n")
    (directory / ("m_test.go" if "testing.T" in source else "main.go")).write_text(source)
    done = explore(["."], directory=directory, limits=Limits(seconds=0, schedules=60, jobs=1, **limits))  # type: ignore[arg-type]
    return done.targets[0]


def lanes_of(directory: Path, source: str, code: str) -> Lanes:
    """The table of its first bug of a kind."""
    lanes = next(bug.lanes for bug in explored(directory, source).bugs if bug.bug.code == code)
    assert lanes is not None and Lanes.unpack(lanes.pack()) == lanes
    return lanes


def rows(lanes: Lanes, kind: str) -> list[str]:
    return [row.text for row in lanes.rows if row.kind == kind]


def test_who_waits_for_a_subtest(tmp_path: Path) -> None:
    done = explored(tmp_path, SUBTEST)
    (bug,) = done.bugs
    assert bug.bug.detail.startswith("goroutine 8 waits to receive from ch (m_test.go:8), which nobody else has\n\n")
    lanes = bug.lanes
    assert lanes is not None
    assert rows(lanes, "block") == ["waits for its subtest, for ever", "waits to receive from ch, for ever"]
    assert next((row.kind, row.line) for row in lanes.rows if row.lane == 0) == ("op", 7)
    text = "".join(render(lanes))
    assert "runs a subtest" in text and "created at m_test.go:7" in text and "?" not in text


def test_who_waits_for_parallel_subtests(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, PARALLEL, "deadlock")
    assert "waits for its parallel subtests, for ever" in rows(lanes, "block")


def test_who_made_a_leaked_goroutine_is_shown_and_how_the_others_left(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, WORKER, "leak")
    assert [lane.id for lane in lanes.lanes] == [7, 8, 9]
    texts = rows(lanes, "op")
    assert "close(w.stop)" in texts and "select {  (receives from w.stop)" in texts
    assert sum(row.kind == "end" for row in lanes.rows) == 2


def test_a_select_that_blocked_says_how_it_went_on(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, TIMEOUT, "leak")
    assert rows(lanes, "took") == ["goes on: receives from time.After"]
    took = next(i for i, row in enumerate(lanes.rows) if row.kind == "took")
    assert "waits in select for ch, time.After" in [row.text for row in lanes.rows[:took] if row.lane == lanes.rows[took].lane]


def test_who_ends_a_waiting_is_named_if_not_shown(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, HIDDEN, "leak")
    (sender,) = rows(lanes, "took")
    assert sender == "goes on: goroutine 10 sends to stop (m_test.go:15)"
    assert 10 not in [lane.id for lane in lanes.lanes] and 10 in lanes.folded
    assert rows(lanes, "op").count("go func() {") == 1, "what makes those who are not shown is not shown"


def test_of_many_objects_with_one_name_that_which_is_shown_has_no_number(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, MANY, "leak")
    assert "select {  (receives from stop)" in rows(lanes, "op")


def test_who_is_interrupted_and_never_goes_on_was_before_something(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, DEFAULT, "panic")
    assert {"case c = <-free:  (receives from free)", "case c = <-free:  (takes default)"} <= set(rows(lanes, "op"))
    (row,) = [row for row in lanes.rows if row.kind == "interrupted"]
    assert (row.text, row.line) == ("interrupted before", 14)


def test_who_only_ticks_is_no_livelock_and_who_polls_has_a_short_table(tmp_path: Path) -> None:
    ticking = explored(tmp_path, TICKING, steps=5000)
    assert not ticking.bugs and verdict(ticking.result).endswith("and none came to its end")
    (bug,) = explored(tmp_path, POLLING, steps=5000).bugs
    assert bug.bug.code == "livelock" and bug.lanes is not None
    assert len(bug.lanes.rows) < 8 and bug.lanes.rows[-1].text.startswith("… these ")


def test_one_lock_has_one_name(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, ALIAS, "deadlock")
    named = {text.partition(",")[0] for text in rows(lanes, "block") if "mu" in text}
    assert len(named) == 1


def test_one_channel_with_two_names_is_seen_to_be_one(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, CHANNELS, "deadlock")
    assert any(text.startswith("waits to send on out") for text in rows(lanes, "block"))
    assert not any(text.startswith("waits to send on in") for text in rows(lanes, "block"))


def test_a_method_value_is_called_by_its_method(tmp_path: Path) -> None:
    lanes = lanes_of(tmp_path, GO_METHOD, "race")
    assert {lane.function for lane in lanes.lanes if lane.index} == {"main.(*box).close"}
    assert any(text.endswith("(is done with wg)") for text in rows(lanes, "op")) or "ends" in rows(lanes, "end")


def test_a_stack_overflow_shows_what_calls_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("goloupe.runtime.stack.MAX_FRAMES", 20_000)
    lanes = lanes_of(tmp_path, DEEP, "fatal")
    assert [(row.kind, row.line) for row in lanes.rows][:2] == [("op", 3), ("elided", 0)]
    assert lanes.rows[1].text.endswith(" calls deep") and lanes.rows[-1].kind == "result"


def test_a_note_is_seen_behind_a_long_line(tmp_path: Path) -> None:
    long = f"for range mk({', '.join(['1'] * 60)}) {{"
    mk = "func mk(...int) chan int { c := make(chan int); go func() { c <- 1 }(); return c }"
    source = f"package main\n\n{mk}\n\nfunc main() {{\n\t{long}\n\t}}\n}}\n"
    lanes = lanes_of(tmp_path, source, "deadlock")
    noted: list[Row] = [row for row in lanes.rows if row.text.startswith("for range")]
    assert noted and all(row.text.endswith("…  (receives from c)") and len(row.text) < LONG + 30 for row in noted)
