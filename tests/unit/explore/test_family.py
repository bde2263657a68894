"""One family at a time, and runs that may go further."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.explore.engine import Limits, explore, further
from goloupe.explore.judges import judge_end
from goloupe.explore.leaks import LeakJudge
from goloupe.explore.session import Session, repeat
from goloupe.explore.strategies.family import Family
from goloupe.explore.strategies.portfolio import FAR, portfolio

Load = Callable[..., Session]
Large = Callable[[Callable[[], Any]], Any]

CROWD = """package main

import (
	"sync/atomic"
	"time"
)

var begun atomic.Int32

func main() {
	for range 300 {
		go func() {
			begun.Add(1)
			c := make(chan int)
			go func() {
				begun.Add(1)
				c <- 1
			}()
			<-c
			for range 50 {
				begun.Add(0)
			}
		}()
	}
	time.Sleep(time.Second)
	println(begun.Load())
}
"""
BUSY = """package main

import (
	"io"
	"runtime/pprof"
	"sync"
	"sync/atomic"
	"time"
)

func work() {
	var n atomic.Int32
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	go func() {
		mu.Lock()
		c.Wait()
		mu.Unlock()
	}()
	for range 20_000 {
		n.Add(1)
		c.Signal()
	}
}

func main() {
	for range 50 {
		go work()
	}
	time.Sleep(time.Second)
	pprof.Lookup("goroutineleak").WriteTo(io.Discard, 2)
}
"""


def test_the_others_are_held_back(load: Load, large: Large) -> None:
    session = load(CROWD)
    begun = [large(lambda seed=seed: int(session.run(Family(seed)).stderr)) for seed in range(20)]
    assert 2 in begun
    assert sum(n <= 4 for n in begun) > 10


def test_a_wait_for_those_that_are_held_back_ends(load: Load, large: Large) -> None:
    waiting = CROWD.replace("time.Sleep(time.Second)", "for begun.Load() < 600 {\n\t\ttime.Sleep(0)\n\t}")
    spinning = CROWD.replace("time.Sleep(time.Second)", "for begun.Load() < 600 {\n\t}\n\ttime.Sleep(0)")
    for source in (waiting, spinning):
        session = load(source)
        session.machine.limit = 400_000
        for seed in range(3):
            run = large(lambda seed=seed, session=session: session.run(Family(seed)))
            assert (run.end, run.stderr) == ("exit", b"600\n")


def test_a_schedule_repeats_although_it_is_not_fair(load: Load, large: Large) -> None:
    session = load(CROWD)

    def work() -> None:
        for seed in range(10):
            run = session.run(Family(seed))
            assert repeat(session, [run.schedule])[0].trace_hash == run.trace_hash

    large(work)


def test_work_that_is_longer_than_a_run(load: Load, large: Large) -> None:
    session = load(BUSY)
    session.judges.append(judge_end)
    LeakJudge(session)
    limits = Limits(seconds=60, steps=5000, jobs=1, first=True)
    result = large(lambda: explore(session, limits))
    (found,) = result.found
    assert (found.bug.title, found.strategy, found.limit) == ("goroutine leak: sync.Cond.Wait in main.work.func1", "family", FAR)
    assert session.machine.limit == 5000
    with further(session, found.limit):
        (run,) = large(lambda: repeat(session, [found.schedule]))
    assert run.trace_hash == found.trace_hash


def test_only_where_there_is_work_runs_go_further(load: Load, large: Large) -> None:
    ticking = 'package main\n\nimport "time"\n\nfunc main() {\n\tfor range time.Tick(time.Second) {\n\t}\n}\n'
    for source, busy in ((BUSY, True), (ticking, False), ("package main\n\nfunc main() {}\n", False)):
        session = load(source)
        session.machine.limit = 5000
        large(session.prepare)
        assert session.natural is not None
        assert session.natural.busy == busy
    assert not any(unit.steps for unit, _ in zip(portfolio(0), range(50), strict=False))
    far = [unit for unit, _ in zip(portfolio(0, busy=True), range(50), strict=False) if unit.steps]
    assert len({unit.seed for unit in far}) == len(far) > 10
