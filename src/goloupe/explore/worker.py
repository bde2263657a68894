"""What a child process does of an exploration: units, one after another; it tells at once what it finds."""

from __future__ import annotations

import math
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from itertools import count
from typing import TYPE_CHECKING, Any, Final

from goloupe.explore.children import ask
from goloupe.explore.director import Replayer
from goloupe.explore.packing import pack_bug, pack_schedule
from goloupe.explore.run import CUT_OFF
from goloupe.explore.strategies import Strategy
from goloupe.explore.strategies.dpor import Dpor
from goloupe.explore.strategies.parts import TIMED_OUT, outcome
from goloupe.explore.strategies.portfolio import SEARCHES, Unit, make
from goloupe.explore.watch import Watch
from goloupe.runtime.panics import TimedOut

if TYPE_CHECKING:
    from goloupe.explore.children import Message
    from goloupe.explore.engine import Limits
    from goloupe.explore.run import Bug, Run
    from goloupe.explore.session import Session

TICK: Final = 0.25
"""Seconds between two reports of a child."""
TURN: Final = 1.0
RUN: Final = 0.005
"""Seconds that a unit has at least, and for each of its runs: where runs are long it ends early, for each strategy is to have its turn."""
TURN_POINTS: Final = 100_000
RUN_POINTS: Final = 500
"""The same as points, which whatever machine passes: for explorations with a budget of schedules."""


def exit_code(session: Session, run: Run) -> tuple[int, ...]:
    """What a program exited with, if the run came to its end."""
    return (run.code,) if run.end == "exit" and not session.test else ()


class Worker:
    """What a child does: units, one after another."""

    def __init__(self, session: Session, limits: Limits, deadline: float, send: Callable[[Message], None]) -> None:
        self.session = session
        self.limits = limits
        self.deadline = deadline
        self.send = send
        self.watch = Watch(limits.run_seconds)
        self.best: dict[str, int] = {}
        """Bugs by fingerprint: departures from the natural order in the simplest schedule so far."""
        self.counts: Counter[str] = Counter()
        self.behaviours: Counter[int] = Counter()
        self.ends: Counter[str] = Counter()
        self.codes: Counter[int] = Counter()
        self.refusal = ""
        self.runs = self.steps = 0
        self.said = time.monotonic()
        self.spoiled = False
        """A run was cut off wherever it was: the standard library may have locks that nobody gives back.  Another process is to go on."""

    def unit(self, unit: Unit) -> None:
        """Do a unit.

        What a run shows to race is a point of the runs after it: so a unit that was given before a race was known sees as much as one
        that was given later. Not of a search, which counts on the points being the same.
        """
        if self.session.isolated and unit.strategy == Dpor.name:
            self._apart(unit)
            return
        strategy: Strategy = make(unit)
        gave_up = ""
        self.session.machine.limit = max(self.limits.steps, unit.steps)
        many = 0 if isinstance(strategy, Dpor) else unit.runs
        turn_ends, points = math.inf, math.inf
        if unit.most:
            self.best.clear()  # What is told of a unit must not depend on who does it.
            points = max(TURN_POINTS, many * RUN_POINTS) if unit.runs else math.inf
        elif unit.runs:
            turn_ends = time.monotonic() + max(TURN, many * RUN)
        runs = min(filter(None, (unit.runs, unit.most)), default=0)
        racy = set(unit.racy)
        found = set(racy)
        for n in range(runs) if runs else count():
            director = strategy.next_schedule()
            if director is None:
                break
            director.racy = tuple(sorted(racy))
            director.rand_seed = unit.rand and unit.rand + n
            try:
                run = self.run(director)
            except TimedOut:
                # The limit was reached when the machine had stopped: nothing is known of that run.
                self.runs += 1
                self.ends["timeout"] += 1
                gave_up = TIMED_OUT
                self.spoiled = not self.session.isolated
                break
            strategy.finished(run)
            for bug in {bug.fingerprint: bug for bug in reversed(run.bugs)}.values():
                self.bug(bug, run)
            found |= self._places(run, found)
            if self.spoiled:
                break
            if unit.strategy not in SEARCHES:
                racy = found
            now = time.monotonic()
            if now - self.said > TICK:
                self.tick()
            points -= run.steps
            if now > turn_ends or points < 0:
                break
            if self.deadline and now > self.deadline:
                break
        self.tick()
        part = outcome(strategy, gave_up) if isinstance(strategy, Dpor) else None
        self.send({"done": True, "part": part, "racy": sorted(found.difference(unit.racy))})

    def _places(self, run: Run, known: set[str]) -> set[str]:
        """The places of a run's races; of a new one all from which its variable was accessed, for which the run is repeated."""
        machine = self.session.machine
        places = places_of(run)
        if not places <= known and not run.schedule.racy and not self.session.isolated:
            machine.noting = True
            try:
                places |= places_of(self.watch.over(lambda: self.session.run(Replayer.of(run.schedule))))
            except TimedOut:
                self.spoiled = True
            finally:
                machine.noting = False
        return places

    def _apart(self, unit: Unit) -> None:
        """A part of one run of the search by partial orders, whose runs must not see each other: in a process of its own."""

        def work(send: Callable[[Message], None]) -> None:
            self.session.isolated = False
            Worker(self.session, self.limits, self.deadline, send).unit(replace(unit, runs=1))

        told = ask(work)
        for message in told:
            self.send(message)
        if not any("done" in message or "error" in message for message in told):
            strategy = make(unit)
            assert isinstance(strategy, Dpor)
            self.send({"done": True, "part": outcome(strategy, TIMED_OUT)})

    def run(self, director: Any) -> Run:
        """One run."""
        run = self.watch.over(lambda: self.session.run(director))
        self.runs += 1
        self.steps += run.steps
        if run.end not in CUT_OFF:
            self.behaviours[run.behaviour] += 1
        self.ends[run.end] += 1
        self.codes.update(exit_code(self.session, run))
        if run.end == "unsupported":
            self.refusal = run.report
        return run

    def bug(self, bug: Bug, run: Run) -> None:
        """Tell of a bug, if it is new or its schedule simpler than the last one told."""
        self.counts[bug.fingerprint] += 1
        best = self.best.get(bug.fingerprint)
        if best is None or run.switches * 2 < best:
            self.best[bug.fingerprint] = run.switches
            schedule = pack_schedule(run.schedule)
            how = {
                "strategy": run.strategy,
                "seed": run.seed,
                "at": self.runs,
                "limit": self.session.machine.limit,
                "when": time.monotonic(),
            }
            self.send({"bug": pack_bug(bug), "schedule": schedule, **how})

    def tick(self) -> None:
        """Tell how far it is."""
        self.said = time.monotonic()
        how = {"ends": dict(self.ends), "codes": dict(self.codes), "refusal": self.refusal}
        self.send({"runs": self.runs, "steps": self.steps, "behaviours": dict(self.behaviours), "counts": dict(self.counts), **how})
        self.runs = self.steps = 0
        self.behaviours.clear()
        self.counts.clear()
        self.ends.clear()
        self.codes.clear()


def places_of(run: Run) -> set[str]:
    """The places of a run's races, which are points of later schedules."""
    return {place for bug in run.bugs if bug.code == "race" for place in bug.data["points"]}
