"""Strategies that sample schedules, and the search by delays."""

from __future__ import annotations

from collections.abc import Callable
from itertools import islice
from typing import Any

import pytest

from goloupe.errors import UserError
from goloupe.explore.session import Session, repeat
from goloupe.explore.strategies.delay import DelayBound
from goloupe.explore.strategies.portfolio import STRATEGIES, Unit, make, portfolio

LOST_UPDATE = """package main

import (
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	var n atomic.Int32
	var wg sync.WaitGroup
	for range 2 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			v := n.Load()
			n.Store(v + 1)
		}()
	}
	wg.Wait()
	if n.Load() != 2 {
		panic("lost")
	}
	done := make(chan bool)
	go func() { n.Store(7); n.Store(8); close(done) }()
	select {
	case <-done:
	case <-time.After(100 * time.Millisecond):
		panic("late")
	}
}
"""
SAMPLERS = [name for name in STRATEGIES if name not in ("natural", "delay", "dpor")]


@pytest.fixture(scope="module")
def session(load_once: Callable[[str], Session]) -> Session:
    """A program in which an update can be lost, and a timeout can come early."""
    return load_once(LOST_UPDATE)


def titles(session: Session, name: str, runs: int, seed: int = 0) -> list[str]:
    """What goes wrong in each run; empty if nothing does."""
    strategy = make(Unit(name, seed, runs))
    out = []
    while (director := strategy.next_schedule()) is not None and len(out) < runs:
        run = session.run(director)
        strategy.finished(run)
        out.append(run.bugs[0].title if run.bugs else "")
    return out


@pytest.mark.parametrize("name", [name for name in SAMPLERS if name not in ("family", "lockorder")])
def test_a_sampler_finds_the_lost_update(session: Session, large: Callable[..., Any], name: str) -> None:
    got = large(lambda: titles(session, name, 100))
    assert len(got) == 100
    assert "panic: lost" in got
    assert "" in got


@pytest.mark.parametrize("name", SAMPLERS)
def test_the_same_seeds_make_the_same_runs(session: Session, large: Callable[..., Any], name: str) -> None:
    once = large(lambda: titles(session, name, 20, 5))
    assert once == large(lambda: titles(session, name, 20, 5))


@pytest.mark.parametrize("name", SAMPLERS)
def test_a_sampled_schedule_repeats(session: Session, large: Callable[..., Any], name: str) -> None:
    def work() -> None:
        for director in islice(iter(make(Unit(name, 3, 10)).next_schedule, None), 10):
            run = session.run(director)
            again = repeat(session, [run.schedule])[0]
            assert (again.trace_hash, again.behaviour) == (run.trace_hash, run.behaviour)

    large(work)


def test_only_eager_timers_fire_early(session: Session, large: Callable[..., Any]) -> None:
    assert "panic: late" in large(lambda: titles(session, "eager", 100))
    assert "panic: late" not in large(lambda: titles(session, "pos", 100))


def test_no_timer_fires_so_early_that_somebody_waits_for_long(load: Callable[..., Any], large: Callable[..., Any]) -> None:
    watchdog = load(LOST_UPDATE.replace("100 * time.Millisecond", "time.Second"))
    for name in ("eager", "lag"):
        assert "panic: late" not in large(lambda name=name: titles(watchdog, name, 200))


def delays(session: Session, bound: int) -> tuple[DelayBound, list[Any]]:
    """All runs of a search."""
    strategy = DelayBound(bound)
    runs = []
    while (director := strategy.next_schedule()) is not None:
        runs.append(session.run(director))
        strategy.finished(runs[-1])
    return strategy, runs


def test_without_delays_there_is_the_natural_run(session: Session, large: Callable[..., Any]) -> None:
    strategy, runs = large(lambda: delays(session, 0))
    assert strategy.covered == 0
    assert [run.switches for run in runs] == [0]


def test_delays_are_counted(session: Session, large: Callable[..., Any]) -> None:
    one, first = large(lambda: delays(session, 1))
    two, second = large(lambda: delays(session, 2))
    assert (one.covered, two.covered) == (1, 2)
    assert len(first) < len(second)
    assert {run.behaviour for run in first} < {run.behaviour for run in second}
    found = next(run for run in second if run.bugs)
    assert found.bugs[0].title == "panic: lost"
    assert found.switches <= 3


def test_the_portfolio_has_all_strategies_and_no_seed_twice() -> None:
    units = list(islice(portfolio(0, busy=True), 300))
    assert {unit.strategy for unit in units} == set(STRATEGIES) - {"natural"}
    for name in SAMPLERS:
        seeds = [seed for unit in units if unit.strategy == name for seed in unit.seeds]
        assert len(seeds) == len(set(seeds))


def test_a_search_alone_goes_on_until_its_end() -> None:
    assert list(portfolio(0, ["delay"])) == [Unit("delay", 0, 0, prefix=f"{part}/4") for part in range(4)]
    assert list(portfolio(0, ["dpor"])) == [Unit("dpor", 0, 0)]


def test_parts_of_a_search_by_delays_have_each_schedule_once(load: Callable[..., Session], large: Callable[..., Any]) -> None:
    session = load(LOST_UPDATE)

    def made(unit: Unit) -> list[tuple[int, ...]]:
        strategy, out = make(unit), []
        while (director := strategy.next_schedule()) is not None:
            run = session.run(director)
            strategy.finished(run)
            out.append(run.schedule.answers)
        return out

    parts = [large(lambda u=unit: made(u)) for unit in portfolio(0, ["delay"])]
    whole = large(lambda: made(Unit("delay", 0, 0)))
    common = set(parts[0]).intersection(*parts[1:])
    own = [[answers for answers in part if answers not in common] for part in parts]
    assert sorted([*common, *(answers for part in own for answers in part)]) == sorted(whole)
    assert 5 < len(common) < len(whole) / 2 and max(map(len, own)) - min(map(len, own)) <= 1


def test_an_unknown_strategy_is_refused() -> None:
    with pytest.raises(UserError, match="there is no strategy 'nonesuch'"):
        next(portfolio(0, ["nonesuch"]))
