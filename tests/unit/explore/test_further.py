"""How far a run may go: the limit is one of points at which there is something to choose, for those that get on."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.explore.director import Director, Replayer
from goloupe.explore.engine import Limits, explore
from goloupe.explore.machine import FURTHER
from goloupe.explore.session import Session

Load = Callable[..., Session]
Large = Callable[[Callable[[], Any]], Any]

ALONE = """package main

import "sync"

func main() {
	var mu sync.Mutex
	for range 1000 {
		mu.Lock()
		mu.Unlock()
	}
	for range 2 {
		go func() { mu.Lock(); mu.Unlock() }()
	}
}
"""

FOR_EVER = """package main

import "sync/atomic"

func main() {
	var n atomic.Int64
	for n.%s >= 0 {
	}
}
"""

BOTH = """package main

import "sync"

func main() {
	var mu sync.Mutex
	for range 2 {
		go func() {
			for range 1000 {
				mu.Lock()
				mu.Unlock()
			}
		}()
	}
	select {}
}
"""


def test_points_of_one_goroutine_are_not_what_ends_a_run(load: Load, large: Large) -> None:
    session = load(ALONE)
    result = large(lambda: explore(session, Limits(seconds=60, steps=100, jobs=1)))
    assert result.complete and result.interleavings > 1 and result.ends == {"exit": result.schedules}
    run = large(lambda: session.run(Replayer.of(session.natural.schedule)))  # type: ignore[union-attr]
    assert run.trace_hash == session.natural.trace_hash  # type: ignore[union-attr]


def test_what_never_ends_is_cut_off_and_its_other_runs_early(load: Load, large: Large) -> None:
    session = load(FOR_EVER % "Add(1)")
    session.machine.limit = 500
    first, second = large(lambda: (session.prepare(), session.natural, session.run(Director())))[1:]
    assert first.end == second.end == "steps" and not first.bugs
    assert first.steps == FURTHER * 500 + 1 and second.steps == 501


def test_who_asks_again_and_again_gets_no_more(load: Load, large: Large) -> None:
    session = load(FOR_EVER % "Load()")
    session.machine.limit = 500
    large(session.prepare)
    assert session.natural is not None
    assert session.natural.steps == 501 and [bug.code for bug in session.natural.bugs] == ["livelock"]


def test_where_somebody_else_can_run_the_limit_holds(load: Load, large: Large) -> None:
    session = load(BOTH)
    session.machine.limit = 500
    large(session.prepare)
    assert session.natural is not None and session.natural.end == "steps"
    assert session.natural.steps < 1000
