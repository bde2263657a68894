"""Predictions from the order of locks, and the directed runs that confirm or drop them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from goloupe.explore.engine import Limits, explore
from goloupe.explore.judges import judge_end
from goloupe.explore.run import Run
from goloupe.explore.session import Session
from goloupe.explore.strategies.portfolio import Unit, make

Load = Callable[..., Session]
Large = Callable[[Callable[[], Any]], Any]

PROGRAM = """package main

import "sync"

var a, b, c, gate sync.Mutex
var rw sync.RWMutex
var first = make(chan bool)
var wg sync.WaitGroup

func busy() {
	for range 40 {
		c.Lock()
		c.Unlock()
	}
}

func one() {
	defer wg.Done()
	ONE
}

func two() {
	defer wg.Done()
	TWO
}

func main() {
	_, _, _, _, _, _ = &a, &b, &gate, &rw, first, busy
	wg.Add(2)
	go one()
	go two()
	wg.Wait()
}
"""


def runs(load: Load, large: Large, one: str, two: str, name: str = "lockorder", many: int = 30) -> list[Run]:
    """All runs of a strategy."""
    session = load(PROGRAM.replace("ONE", one).replace("TWO", two))
    session.judges.append(judge_end)

    def work() -> list[Run]:
        strategy = make(Unit(name, 1, many))
        out: list[Run] = []
        while (director := strategy.next_schedule()) is not None:
            out.append(session.run(director))
            strategy.finished(out[-1])
        return out

    return large(work)  # type: ignore[no-any-return]


SLOW = ("busy(); a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); busy()", "busy(); b.Lock(); a.Lock(); a.Unlock(); b.Unlock(); busy()")


def test_a_deadlock_that_chance_hardly_finds(load: Load, large: Large) -> None:
    by_chance = [run.end for run in runs(load, large, *SLOW, name="random", many=50)]
    directed = [run.end for run in runs(load, large, *SLOW)]
    assert by_chance.count("deadlock") <= 5
    assert directed[0] == "exit"
    assert directed.count("deadlock") >= 8


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("rw.Lock(); a.Lock(); a.Unlock(); rw.Unlock()", "a.Lock(); rw.RLock(); rw.RUnlock(); a.Unlock()"),
        ("rw.RLock(); a.Lock(); a.Unlock(); rw.RUnlock()", "a.Lock(); rw.Lock(); rw.Unlock(); a.Unlock()"),
        ("for range 3 { a.Lock(); b.Lock(); b.Unlock(); a.Unlock() }", "for range 3 { b.Lock(); a.Lock(); a.Unlock(); b.Unlock() }"),
    ],
)
def test_other_circles_are_confirmed(load: Load, large: Large, one: str, two: str) -> None:
    ends = [run.end for run in runs(load, large, one, two)]
    assert set(ends[2:]) == {"deadlock"}


@pytest.mark.parametrize(
    ("one", "two", "predicted"),
    [
        # A gate: nothing is predicted.
        (
            "gate.Lock(); a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); gate.Unlock()",
            "gate.Lock(); b.Lock(); a.Lock(); a.Unlock(); b.Unlock(); gate.Unlock()",
            False,
        ),
        # Always the same order.
        ("a.Lock(); b.Lock(); b.Unlock(); a.Unlock()", "a.Lock(); b.Lock(); b.Unlock(); a.Unlock()", False),
        # One after the other, by a channel: predicted, and dropped.
        ("a.Lock(); b.Lock(); b.Unlock(); a.Unlock(); first <- true", "<-first; b.Lock(); a.Lock(); a.Unlock(); b.Unlock()", True),
    ],
)
def test_what_cannot_happen_is_dropped(load: Load, large: Large, one: str, two: str, predicted: bool) -> None:
    found = runs(load, large, one, two)
    assert {run.end for run in found} == {"exit"}
    assert not any(run.bugs for run in found)
    assert len(found) == (10 if predicted else 2)


def test_an_exploration_uses_it(load: Load, large: Large) -> None:
    session = load(PROGRAM.replace("ONE", SLOW[0]).replace("TWO", SLOW[1]))
    session.judges.append(judge_end)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1, strategies=("lockorder",), first=True)))
    assert [(found.bug.code, found.strategy) for found in result.found] == [("deadlock", "lockorder")]
