"""The engine: units, children, what they find, and when it stops."""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from goloupe.explore import engine
from goloupe.explore.engine import Limits, explore, replays
from goloupe.explore.exploration import Programs, link
from goloupe.explore.run import Run
from goloupe.explore.session import Session
from tests.unit.explore.test_sessions import COUNTER, DEADLOCK

Load = Callable[..., Session]
Large = Callable[[Callable[[], Any]], Any]


def test_a_deadlock_is_found_and_repeated(load: Load, large: Large) -> None:
    session = load(DEADLOCK)
    result = large(lambda: explore(session, Limits(seconds=20, first=True, jobs=2)))
    assert [f.bug.code for f in result.found] == ["deadlock"]
    assert result.stopped == "first" and not result.unrepeatable and not result.errors
    found = result.found[0]
    again = large(lambda: replays(session, found.schedule, 2))
    assert [(h, [bug.fingerprint for bug in bugs]) for h, bugs in again] == [(found.trace_hash, [found.bug.fingerprint])] * 2


def test_limits(load: Load, large: Large) -> None:
    session = load(COUNTER)
    result = large(lambda: explore(session, Limits(seconds=60, schedules=700, jobs=1, strategies=("random",))))
    assert result.stopped == "schedules" and result.schedules == 700
    assert result.by_strategy["random"] + result.by_strategy["natural"] == result.schedules
    assert 0 <= result.unseen < 0.5 and result.behaviours >= 6
    stop = threading.Event()
    stop.set()
    assert large(lambda: explore(session, Limits(seconds=60, stop=stop))).stopped == "interrupt"


def test_a_lost_child_loses_nothing(load: Load, large: Large, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """The first child is killed in the middle of its unit; another one does the unit again."""
    session = load(COUNTER)
    original = engine.Worker.unit
    flag = tmp_path / "killed"

    def unit(self: engine.Worker, unit: engine.Unit) -> None:
        if flag.exists():
            return original(self, unit)
        flag.touch()
        os.kill(os.getpid(), signal.SIGKILL)
        return None

    monkeypatch.setattr(engine.Worker, "unit", unit)
    result = large(lambda: explore(session, Limits(seconds=60, schedules=600, jobs=1, strategies=("random",))))
    assert flag.exists() and result.stopped == "schedules" and result.schedules == 600 and not result.errors


def test_initialising_the_standard_library_is_no_run(load: Load, large: Large, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long it takes: a limit for runs that cut it short would leave half of the library."""
    session = load("package main\n\nfunc main() {}\n")
    order: list[str] = []
    initialise = session.initialise

    def noted() -> None:
        order.append("initialise")
        initialise()

    monkeypatch.setattr(session, "initialise", noted)
    monkeypatch.setattr(engine.Watch, "begin", lambda _: order.append("begin"))
    large(lambda: explore(session, Limits(schedules=1, jobs=1)))
    assert order[:2] == ["initialise", "begin"]


ALLOCATIONS = """package main

import "runtime"

func main() {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	shared := make([]int, 0, 100)
	done := make(chan bool)
	go func() { shared = append(shared, 1, 2); done <- true }()
	text := append([]byte(nil), "a text that is too long for the stack of a function, and more"...)
	shared = append(shared, len(text))
	<-done
	runtime.ReadMemStats(&after)
	if after.Mallocs == before.Mallocs {
		panic("nothing was counted")
	}
}
"""


def test_accesses_are_watched_where_allocations_are_counted(load: Load, large: Large) -> None:
    target = load(ALLOCATIONS).target
    assert target is not None
    result = large(lambda: explore(link(target, True), Limits(seconds=60, jobs=1, schedules=5)))
    assert not result.errors and {found.bug.code for found in result.found} == {"race"}


def test_where_nobody_has_a_choice_the_second_run_says_so(load: Load, large: Large) -> None:
    result = large(lambda: explore(load("package main\n\nfunc main() { println() }\n"), Limits(seconds=60, jobs=1)))
    assert (result.stopped, result.complete, result.schedules) == ("complete", True, 2)
    result = large(lambda: explore(load(COUNTER), Limits(seconds=60, jobs=1, schedules=5)))
    assert result.schedules == 5 and result.stopped == "schedules"


def test_a_limit_that_is_reached_outside_of_the_machine_harms_nobody(load: Load, large: Large) -> None:
    session = load(COUNTER)
    session.prepare()
    session.judges.append(lambda *_: [time.sleep(0.05) for _ in range(20)])
    result = large(lambda: explore(session, Limits(seconds=4, jobs=1, run_seconds=0.3, strategies=("random",))))
    assert not result.errors and result.ends["timeout"] and not result.complete


def test_what_the_first_run_shows_has_as_long_when_it_is_repeated(load: Load, large: Large) -> None:
    """The first run may take longer than others, for code is lowered in it; on a busy machine one that repeats it may as well."""
    session = load('package main\n\nfunc main() { panic("always") }\n')
    session.judges.append(lambda *_: [time.sleep(0.05) for _ in range(14)])
    result = large(lambda: explore(session, Limits(seconds=1, jobs=1, run_seconds=0.4)))
    assert [found.bug.title for found in result.found] == ["panic: always"]
    assert not result.unrepeatable


MUCH = """package main

import "sync"

type account struct {
	mu sync.Mutex
	n  int
}

var total int

func main() {
	accounts := []*account{{}, {}, {}}
	results := make(chan int, 2)
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			a, b := accounts[i], accounts[(i+1)%3]
			a.mu.Lock()
			b.mu.Lock()
			total++
			b.mu.Unlock()
			a.mu.Unlock()
			select {
			case results <- i:
			default:
			}
		})
	}
	wg.Wait()
	close(results)
	sum := 0
	for i := range results {
		sum += i
	}
	if sum == 1 {
		panic("the last one is missing")
	}
}
"""


@pytest.mark.parametrize("schedules", [1, 2, 7, 150])
def test_a_budget_of_schedules_is_kept_and_decides_what_is_found(tmp_path: Path, large: Large, schedules: int) -> None:
    (tmp_path / "main.go").write_text(MUCH)
    target = Programs(("main.go",), tmp_path).targets(None)[0]
    outcomes = []
    for slow in (0, 1, 0):

        def late(session: Session, run: Run, _: object, slow: int = slow) -> None:
            """Let children be done in another order."""
            if slow and (os.getpid() + run.steps) % 3 == 0:
                time.sleep(0.002)

        session = link(target, True)
        session.judges.append(late)
        result = large(lambda session=session: explore(session, Limits(seconds=0, jobs=2, schedules=schedules)))  # type: ignore[misc]
        assert not result.errors
        assert result.stopped == "schedules" and result.schedules == schedules == sum(result.by_strategy.values())
        assert all(found.count <= schedules for found in result.found)
        found = [(f.bug.fingerprint, f.schedule, f.number, f.strategy, f.count) for f in result.found]
        outcomes.append((found, result.by_strategy, result.behaviours, result.steps, result.ends))
    assert outcomes[0] == outcomes[1] == outcomes[2]
    assert len(outcomes[0][0]) > 1 or schedules < 150


RANDOM = """package main

import (
	"math/rand"
	"sync"
)

func main() {
	var mu sync.Mutex
	go func() { mu.Lock(); mu.Unlock() }()
	mu.Lock()
	if rand.Intn(3) == %d {
		panic("that number")
	}
	mu.Unlock()
}
"""


@pytest.mark.parametrize("n", range(3))
def test_some_runs_have_random_numbers_of_their_own(load: Load, large: Large, n: int) -> None:
    session = load(RANDOM % n)
    result = large(lambda: explore(session, Limits(seconds=60, jobs=1)))
    (found,) = result.found
    outcomes = replays(session, found.schedule, 2)
    assert [[bug.fingerprint for bug in bugs] for _, bugs in outcomes] == [[found.bug.fingerprint]] * 2
    assert result.complete and result.unvaried == ["random numbers"]


LATE = """package main

import "sync"

func main() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	ready, n := false, 0
	wg.Add(3)
	go func() { defer wg.Done(); mu.Lock(); ready = true; mu.Unlock() }()
	for range 2 {
		go func() {
			defer wg.Done()
			mu.Lock()
			ok := ready
			mu.Unlock()
			if ok {
				n++
			}
		}()
	}
	wg.Wait()
	println(n)
}
"""
"""A race that the natural order does not have."""


def test_what_races_is_a_point_at_once_whoever_makes_the_runs(tmp_path: Path, large: Large) -> None:
    (tmp_path / "main.go").write_text(LATE)
    target = Programs(("main.go",), tmp_path).targets(None)[0]
    seen = []
    for jobs in (1, 2):
        limits = Limits(seconds=0, jobs=jobs, schedules=60, strategies=("pos",))
        result = large(lambda limits=limits: explore(link(target, True), limits))  # type: ignore[misc]
        assert [found.bug.code for found in result.found] == ["race"] and result.found[0].strategy == "pos"
        seen.append(result.behaviours)
    without = large(lambda: explore(link(target, False), limits)).behaviours
    assert seen[0] == seen[1] > without


def test_races_between_two_places_are_one_bug_whichever_of_them_reads(tmp_path: Path, large: Large) -> None:
    (tmp_path / "main.go").write_text(
        """package main

func main() {
	x, done := 0, make(chan bool)
	go func() {
		x++
		done <- true
	}()
	x++
	<-done
	println(x)
}
"""
    )
    target = Programs(("main.go",), tmp_path).targets(None)[0]
    result = large(lambda: explore(link(target, True), Limits(seconds=60, jobs=1, schedules=60)))
    assert [(found.bug.code, [f.line for f in found.bug.sites]) for found in result.found] in ([("race", [6, 9])], [("race", [9, 6])])


CHECKED = """package main

type node struct{ n int }

func main() {
	last, done := &node{1}, make(chan bool)
	go func() {
		if last != nil {
			println(last.n)
		}
		done <- true
	}()
	last = nil
	<-done
}
"""
"""The second read of `last` is no race of its own: the first one, in the same epoch, is."""


@pytest.mark.parametrize("jobs", [1, 2])
def test_all_accesses_to_what_races_are_points(jobs: int, tmp_path: Path, large: Large) -> None:
    (tmp_path / "main.go").write_text(CHECKED)
    target = Programs(("main.go",), tmp_path).targets(None)[0]
    result = large(lambda: explore(link(target, True), Limits(seconds=60, jobs=jobs, schedules=300)))
    assert [(found.bug.code, found.bug.sites[0].line) for found in result.found if found.bug.code != "race"] == [("panic", 9)]
    assert result.complete


def test_the_natural_order_is_the_simplest(tmp_path: Path, large: Large) -> None:
    """A bug that it shows is not told with another schedule, however short that is."""
    (tmp_path / "main.go").write_text(CHECKED)
    target = Programs(("main.go",), tmp_path).targets(None)[0]
    result = large(lambda: explore(link(target, True), Limits(seconds=60, jobs=1, schedules=300)))
    (race,) = [found for found in result.found if found.bug.code == "race"]
    assert race.strategy == "natural" and not any(race.schedule.answers)


def test_a_bug_is_as_old_as_its_run(tmp_path: Path, large: Large, monkeypatch: pytest.MonkeyPatch) -> None:
    """And not as the runs that repeat it."""
    (tmp_path / "main.go").write_text(LATE)
    target = Programs(("main.go",), tmp_path).targets(None)[0]

    def slow(*args: Any) -> Any:
        time.sleep(3)
        return replays(*args)

    monkeypatch.setattr(engine, "replays", slow)
    result = large(lambda: explore(link(target, True), Limits(seconds=60, jobs=1, schedules=20)))
    (found,) = result.found
    assert 0 < found.seconds < 3 <= result.seconds


CUT = """package main

import "sync/atomic"

var flag, n atomic.Int32

func main() {
	go func() { flag.Store(1) }()
	for flag.Load() == 0 {
		n.Add(1)
	}
}
"""


def test_runs_that_are_cut_off_are_no_behaviours(load: Load, large: Large) -> None:
    result = large(lambda: explore(load(CUT), Limits(seconds=0, schedules=20, steps=40, jobs=1, strategies=("random", "pos"))))
    assert result.ends["steps"] and result.whole
    assert result.behaviours <= result.whole


def test_who_has_seen_all_has_left_nothing_unseen(load: Load, large: Large) -> None:
    session = load("package main\n\nfunc main() {\n\tc := make(chan int, 1)\n\tgo func() { c <- 1 }()\n\t<-c\n}\n")
    result = large(lambda: explore(session, Limits(seconds=20, jobs=1)))
    assert result.complete and result.unseen == 0.0 and result.behaviours >= result.interleavings
