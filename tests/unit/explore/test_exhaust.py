"""Seeing all: how many interleavings there are, by one process and by several."""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable
from math import comb, factorial
from random import Random
from typing import Any

import pytest

from goloupe.explore.director import Director
from goloupe.explore.engine import Limits, Result, explore
from goloupe.explore.exhaust import Exhaustion
from goloupe.explore.judges import judge_end
from goloupe.explore.loading import Target, targets
from goloupe.explore.run import POLLS
from goloupe.explore.session import Session
from goloupe.explore.strategies.dpor import Dpor
from goloupe.explore.strategies.parts import LOST, TIMED_OUT, Parts, outcome, search
from goloupe.frontend.talking import FrontEnd
from goloupe.frontend.toolchain import find_toolchain

from .test_dpor import ALPHABETS, SOURCE, row

Large = Callable[[Callable[[], Any]], Any]
Loaded = Callable[..., Session]
SMALL = re.findall(r'^\t"(.*)": func', SOURCE.read_text(), re.MULTILINE)
MOST = 3_000


@pytest.fixture(scope="module")
def load_one(front_end: FrontEnd, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Session]:
    """A session of one of the programs of a file, by its arguments."""
    known: dict[str, Target] = {}

    def session(file: str, *arguments: str, race: bool = False) -> Session:
        target = known.get(file)
        if target is None:
            directory = tmp_path_factory.mktemp("one")
            (directory / "go.mod").write_text("module m\n\ngo 1.27\n")
            (directory / "main.go").write_text(SOURCE.with_name(file).read_text())
            (target,) = targets(front_end, ["."], directory, str(find_toolchain(None).goroot))
            known[file] = target
        return dataclasses.replace(target, arguments=arguments).session(race=race)

    return session


def alone(session: Session, limit: int = MOST) -> Dpor:
    """The whole search, by one process."""
    strategy = Dpor()
    while strategy.runs < limit and (director := strategy.next_schedule()) is not None:
        strategy.finished(session.run(director))
    return strategy


def in_parts(session: Session, workers: int, draw: Random) -> tuple[Parts, int]:
    """The search by many, who come back in any order; and how many units that were."""
    parts = Parts(workers)
    out: list[tuple[str, int]] = []
    units = 0
    while not parts.over:
        while (unit := parts.take(draw.choice((1, 3, 10)))) is not None:
            out.append(unit)
            units += 1
        prefix, runs = out.pop(draw.randrange(len(out)))
        strategy = search(prefix)
        for _ in range(runs):
            director = strategy.next_schedule()
            if director is None:
                break
            strategy.finished(session.run(director))
        parts.done(prefix, json.loads(json.dumps(outcome(strategy))))
    return parts, units


COUNTS = [
    *((("same variable", str(k)), comb(2 * k, k)) for k in (1, 2, 4)),
    (("three on one variable", "2"), factorial(6) // 2**3),
    (("two variables", "4"), 1),
    (("loads", "4"), 1),
    *((("senders", str(k)), factorial(k)) for k in (2, 3, 4)),
    (("senders to a buffer", "4"), factorial(4)),
    *((("lock", str(k)), comb(2 * k, k)) for k in (1, 3)),
    *((("tries", str(k)), 2 * k + 1) for k in (1, 4)),
    *((("tries of readers and writers", str(k)), 2 * k + 1) for k in (1, 4)),
]


@pytest.mark.parametrize(("arguments", "count"), COUNTS)
def test_the_number_of_interleavings_is_that_of_combinatorics(
    load_one: Loaded, large: Large, arguments: tuple[str, ...], count: int
) -> None:
    session = load_one("countable.go.txt", *arguments)
    found = large(lambda: alone(session))
    assert found.complete and found.traces == count


@pytest.mark.parametrize("workers", [2, 5])
def test_parts_amount_to_the_whole(load_one: Loaded, large: Large, workers: int) -> None:
    most = 0
    for arguments, count in COUNTS:
        session = load_one("countable.go.txt", *arguments)
        parts, units = large(lambda s=session: in_parts(s, workers, Random(workers)))
        assert parts.complete and parts.traces == count
        most = max(most, units)
    assert most > 10


@pytest.mark.parametrize("name", SMALL)
def test_parts_of_small_programs(load_one: Loaded, large: Large, name: str) -> None:
    session = load_one(SOURCE.name, name)
    whole = large(lambda: alone(session))
    for seed in range(2):
        parts, _ = large(lambda s=seed: in_parts(session, 3, Random(s)))
        assert (parts.complete and not parts.timed, bool(parts.why), parts.timed) == (whole.complete, bool(whole.why), whole.timed)
        assert parts.traces == whole.traces or not whole.complete


@pytest.mark.parametrize("alphabet", ALPHABETS)
def test_parts_of_random_programs(load_one: Loaded, large: Large, alphabet: str) -> None:
    draw = Random(alphabet * 2)
    compared = 0
    for _ in range(3):
        rows = tuple(row(draw, alphabet) for _ in range(draw.choice((2, 3))))
        session = load_one("operations.go.txt", *rows)
        whole = large(lambda s=session: alone(s, 500))
        if not whole.exhausted:
            continue
        compared += 1
        parts, _ = large(lambda s=session: in_parts(s, 3, Random(1)))
        assert (parts.complete, parts.timed) == (True, whole.timed), rows
        assert parts.traces == whole.traces or not whole.complete, rows
    assert compared


def test_a_part_that_is_lost_or_given_up_is_no_whole() -> None:
    parts = Parts()
    unit = parts.take(10)
    assert unit is not None and parts.take(10) is None and not parts.over
    parts.lost(unit[0])
    assert parts.over and not parts.complete and parts.why == LOST
    parts = Parts()
    unit = parts.take(10)
    assert unit is not None
    parts.done(unit[0], outcome(search(unit[0]), TIMED_OUT))
    assert parts.over and not parts.complete and parts.why == TIMED_OUT


@pytest.mark.parametrize(("seed", "jobs", "strategies"), [(0, 1, ()), (7, 2, ()), (3, 2, ("dpor",)), (0, 1, ("dpor", "random"))])
def test_the_verdict_does_not_depend_on_how_it_was_searched(
    load_one: Loaded, large: Large, seed: int, jobs: int, strategies: tuple[str, ...]
) -> None:
    session = load_one("countable.go.txt", "three on one variable", "2")
    result = large(lambda: explore(session, Limits(seconds=60, jobs=jobs, seed=seed, strategies=strategies)))
    assert (result.complete, result.interleavings, result.stopped) == (True, 90, "complete")
    assert not result.unvaried and not result.errors


def test_races_have_a_search_of_their_own(load_one: Loaded, large: Large) -> None:
    session = load_one("countable.go.txt", "race", "2", race=True)
    results: list[Result] = [large(lambda s=seed: explore(session, Limits(seconds=60, jobs=1 + s % 2, seed=s))) for seed in range(2)]
    for result in results:
        # Whether the first goroutine is done before the second is counted; then also in which order they read and write.
        assert (result.complete, result.interleavings, result.stopped) == (True, 2, "complete")
        assert result.racy_interleavings == results[0].racy_interleavings > 2


@pytest.mark.parametrize("what", ["random numbers", "the clock", "the order of large maps", "nothing"])
def test_what_was_not_varied_is_known(load_one: Loaded, large: Large, what: str) -> None:
    session = load_one("countable.go.txt", what, "3", race=True)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1, strategies=("dpor",))))
    assert result.complete and result.unvaried == ([] if what == "nothing" else [what])


def test_what_is_told_of_another_search_is_ignored() -> None:
    search_of_all = Exhaustion(1)
    assert search_of_all.unit() is None
    search_of_all.turn(0, 10)
    unit = search_of_all.unit()
    assert unit is not None and search_of_all.unit() is None
    search_of_all.done(dataclasses.replace(unit, racy=("main.main:3",)), outcome(search(unit.prefix), TIMED_OUT), set())
    assert not search_of_all.over
    search_of_all.lost(unit, set())
    assert search_of_all.over and search_of_all.seen is None and not search_of_all.complete


HANDED_OVER = """package main

import "sync"

var mu sync.%s

func main() {
	got := make(chan bool)
	mu.Lock()
	go func() {
		%s := mu.%s()
		got <- taken
		if taken {
			mu.%s()
		}
	}()
	mu.Unlock()
	if !<-got {
		panic("nobody has it, and still it was not to be had")
	}
}
"""


@pytest.mark.parametrize(
    ("kind", "how", "back"), [("Mutex", "TryLock", "Unlock"), ("RWMutex", "TryRLock", "RUnlock"), ("RWMutex", "TryLock", "Unlock")]
)
def test_a_lock_is_tried_before_and_after_it_is_given_back(load: Loaded, large: Large, kind: str, how: str, back: str) -> None:
    session = load(HANDED_OVER % (kind, "taken", how, back))
    for seed in range(3):
        result = large(lambda s=seed: explore(session, Limits(seconds=60, jobs=1 + s % 2, seed=s, strategies=("dpor",))))
        assert [found.bug.code for found in result.found] == ["panic"]
        assert (result.complete, result.interleavings, result.unvaried) == (True, 2, [])


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize(
    ("what", "k", "orders", "wrong"),
    [
        ("once", 1, 2, True),
        ("once", 3, 24, True),
        ("twice", 1, 3, False),
        ("twice", 3, 60, False),
        ("lookup", 3, 24, True),
        ("profile", 1, 2, True),
        ("stack", 3, 6, False),
        ("stacks", 1, 2, True),
        ("stacks", 3, 24, True),
    ],
)
def test_who_asks_for_the_number_of_goroutines_may_find_some_that_are_done(
    load_one: Loaded, large: Large, what: str, k: int, orders: int, wrong: bool, seed: int
) -> None:
    session = load_one("counting.go.txt", what, str(k))
    session.judges.append(judge_end)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1 + seed, seed=seed, strategies=("dpor",))))
    assert [found.bug.code for found in result.found] == ["panic"] * wrong
    assert (result.complete, result.interleavings, result.unvaried) == (True, orders, [])


@pytest.mark.parametrize("what", ["until all are gone", "fifty times"])
def test_a_loop_that_waits_until_all_are_gone_ends(load_one: Loaded, large: Large, what: str) -> None:
    session = load_one("counting.go.txt", what, "3")
    session.judges.append(judge_end)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1)))
    assert not result.found
    assert (result.complete, result.interleavings, result.unvaried) == (True, 24, [POLLS])


POLLS_FOR = """package main

import (
	"sync"
	"time"
)

func main() {
	var mu sync.Mutex
	done := 0
	go func() {
		time.Sleep(25 * time.Millisecond)
		for range 3 {
			go func() {
				mu.Lock()
				done++
				mu.Unlock()
			}()
		}
	}()
	for {
		mu.Lock()
		d := done
		mu.Unlock()
		if d == 3 {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
}
"""


def test_of_who_waits_for_time_what_is_certain_is_said(load: Loaded, large: Large) -> None:
    """Two begin to sleep in either order, and three come to a lock while who polls is asleep; with timers that fire early it may not be."""
    session = load(POLLS_FOR)
    for seed in range(2):
        limits = Limits(seconds=60, jobs=1 + seed, seed=seed, schedules=400)
        result = large(lambda limits=limits: explore(session, limits))  # type: ignore[misc]
        assert not result.complete and result.stopped == "schedules"
        assert result.calm_interleavings == 2 * factorial(3) < result.behaviours


TIMEOUT = """package main

import "time"

func main() {
	c := make(chan int)
	go func() { c <- 1 }()
	select {
	case <-c:
	case <-time.After(%s):
	}
}
"""


@pytest.mark.parametrize(("after", "far"), [("10 * time.Millisecond", False), ("time.Second", True)])
def test_a_timeout_that_may_come_first_is_not_left_out(load: Loaded, large: Large, after: str, far: bool) -> None:
    """Nobody waits for it in these runs; but on a loaded machine it comes before the answer, if it is not far off."""
    session = load(TIMEOUT % after)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1, schedules=150)))
    assert result.complete == far
    assert (result.interleavings, result.calm_interleavings) == ((2, 0) if far else (0, 2))


AGAIN = """package main

import (
	"testing"
	"time"
)

func TestAgain(t *testing.T) {
	var again *time.Timer
	ready := make(chan bool)
	again = time.AfterFunc(time.Millisecond, func() {
		<-ready
		again.Reset(time.Millisecond)
	})
	close(ready)
	time.Sleep(3 * time.Millisecond)
}
"""


def test_a_timer_that_is_set_again_and_again_after_the_end_does_not_take_long(load: Loaded, large: Large) -> None:
    session = load(AGAIN, "TestAgain")
    run = large(lambda: session.run(Director()))
    assert run.end == "exit" and 500 < run.steps < 5000
