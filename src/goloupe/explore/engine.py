"""The engine: a portfolio of strategies, cut into units, done by child processes; what they find is repeated before it is believed.

A *unit* is a strategy with a seed and a number of runs, and of a search the part of it that is meant.  Children do one unit after another
and tell at once what they find.  If a child dies, its unit is given to another one; what it had found is here already.

A finding is believed when a process in which nothing else ran before repeats its schedule twice, with the same events and the same bug.
That makes replay certain, and it is the check that no run depends on those before it.

With a budget of schedules no more runs are made than it has, and which they are depends on the program, the seed and the number of
processes alone (`goloupe.explore.ordering`).  With a budget of time more gets done on a faster machine.
"""

from __future__ import annotations

import contextlib
import math
import os
import select
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain
from typing import TYPE_CHECKING, Final

from goloupe.explore.children import Child, Message, ask
from goloupe.explore.director import Director, Replayer
from goloupe.explore.exhaust import RUNS, Exhaustion
from goloupe.explore.isolation import STRATEGIES, look, lost, settle
from goloupe.explore.ordering import Order
from goloupe.explore.packing import pack_bug, pack_schedule, unpack_bug, unpack_schedule, unpack_unit
from goloupe.explore.run import CUT_OFF, LOCKS, WITHIN, Bug, Run, Schedule
from goloupe.explore.session import Session
from goloupe.explore.strategies.dpor import Dpor
from goloupe.explore.strategies.estimate import unseen_share
from goloupe.explore.strategies.portfolio import DPOR_RUNS, SAMPLERS, Unit, portfolio
from goloupe.explore.watch import Watch
from goloupe.explore.worker import Worker, exit_code
from goloupe.runtime.panics import TimedOut

if TYPE_CHECKING:
    from goloupe.explore.cluster import Cluster, RemoteChild

ATTEMPTS: Final = 2
"""How often a unit is given away before it is given up."""
FIRST: Final = 4
"""How much longer than others the first run may take."""
MORE: Final = 100
MORE_SECONDS: Final = 5.0
"""Schedules that are made when all interleavings have been seen but for locks within the standard library, and the time for them."""
SOMETIMES: Final = 4
"""One in so many units of samplers, the first among them, has such locks as points before that."""
KNOWN: Final = 50
"""Different bugs after which a target is left alone."""


@dataclass
class Limits:
    """When to stop."""

    seconds: float = 10.0
    """Real time for a program, or for the tests of a package, not counting that for reading and lowering; 0: no limit."""
    schedules: int = 0
    """Runs; 0: no limit."""
    steps: int = 20_000
    """Points in one run."""
    run_seconds: float = 10.0
    """Real time for one run."""
    jobs: int = field(default_factory=lambda: os.cpu_count() or 1)
    seed: int = 0
    strategies: tuple[str, ...] = ()
    """Only these; empty: the portfolio."""
    first: bool = False
    """Stop at the first bug."""
    cluster: str = ""
    """Address of a Dask scheduler whose workers do the units; empty: processes of this machine."""
    stop: threading.Event = field(default_factory=threading.Event)
    """Set from outside: stop now, and keep what was found."""


@dataclass
class Found:
    """A bug and the schedule that shows it."""

    bug: Bug
    schedule: Schedule
    trace_hash: int
    strategy: str
    seed: int
    number: int
    """Which schedule it was, counted over all processes when it was found."""
    seconds: float
    """When its run was over, from the beginning of the first one, in which code is lowered, too."""
    limit: int
    """Points that its run could have."""
    count: int = 1
    """How many runs showed it."""


@dataclass
class Result:
    """What an exploration found out."""

    found: list[Found] = field(default_factory=list)
    schedules: int = 0
    steps: int = 0
    behaviours: int = 0
    """Different ones, of the runs that came to their end."""
    unseen: float = 1.0
    """Estimated probability that one more run would show a behaviour not seen so far (Good and Turing); 0 if `complete`."""
    alone: bool = False
    """In the first run there was never anything to choose."""
    complete: bool = False
    """All interleavings at synchronisation points have been explored, up to equivalence."""
    interleavings: int = 0
    """How many there are, if `complete`; the same for every seed and number of processes."""
    calm_interleavings: int = 0
    """Of a program that waits for time: how many there are in which timers fire when nobody can run, if all of those have been explored."""
    racy_interleavings: int = 0
    """How many there are when the accesses that race are points, too, if all of those have been explored."""
    unvaried: list[str] = field(default_factory=list)
    """What was the same in all of them, and need not be: see `goloupe.explore.run.Run.unvaried`."""
    seconds: float = 0.0
    stopped: str = ""
    """Why it ended: "complete", "time", "schedules", "first", "bugs", "interrupt", "strategies", "unsupported"."""
    by_strategy: Counter[str] = field(default_factory=Counter)
    ends: Counter[str] = field(default_factory=Counter)
    """How runs ended: see `goloupe.explore.run`."""
    codes: Counter[int] = field(default_factory=Counter)
    """What the runs of a program that came to their end exited with; of tests none is noted."""
    written: list[str] = field(default_factory=list)
    """Files that the first run left behind, for others to see."""
    refusal: str = ""
    """What a run wanted that cannot be served."""
    unrepeatable: int = 0
    """Findings that were dropped because their schedule did not repeat them."""
    errors: list[str] = field(default_factory=list)
    """Faults of goloupe itself in a child."""

    @property
    def code(self) -> int:
        """What every run that came to its end exited with; 0 if they differ, or crashed."""
        (code, n), *others = self.codes.items() or [(0, 0)]
        return 0 if others or n != self.whole else code

    @property
    def whole(self) -> int:
        """Runs that came to their end."""
        return self.schedules - sum(self.ends[end] for end in CUT_OFF)


Repeat = tuple[int, list[Bug]]
"""Hash of the events, and the bugs."""


def replays(session: Session, schedule: Schedule, times: int, seconds: float = 30.0) -> list[Repeat]:
    """Repeat a schedule in a fresh process, so many times: hash of the events and bugs of each.

    Where a variable races, all places from which it was accessed are noted, but not the first time: most schedules show no race, and
    that makes a deep stack dear.
    """

    def work(send: Callable[[Message], None]) -> None:
        watch = Watch(seconds)
        session.run_seconds = seconds
        for _ in range(times):
            try:
                run = watch.over(lambda: session.run(Replayer.of(schedule)))
            except TimedOut:
                return
            session.machine.noting = any(b.code == "race" for b in run.bugs)
            send({"hash": run.trace_hash, "bugs": [pack_bug(b) for b in run.bugs]})

    out = []
    for message in ask(work):
        if "error" in message:
            raise RuntimeError(message["error"])
        out.append((message["hash"], [unpack_bug(b) for b in message["bugs"]]))
    return out


@contextlib.contextmanager
def further(session: Session, limit: int) -> Iterator[None]:
    """While runs of a session may have so many points."""
    before = session.machine.limit
    session.machine.limit = limit
    try:
        yield
    finally:
        session.machine.limit = before


# The parent.


class Explorer:
    """One exploration."""

    def __init__(self, session: Session, limits: Limits, progress: Callable[[Result], None] | None = None) -> None:
        self.session = session
        self.limits = limits
        self.progress = progress
        self.result = Result()
        self.first = self.began = time.monotonic()
        """When the first run began, and when the time that there is for exploring did."""
        self.deadline = self.began + limits.seconds if limits.seconds else 0.0
        self.behaviours: Counter[int] = Counter()
        self.known: dict[str, Found] = {}
        self.dropped: set[str] = set()
        self.repeated: tuple[tuple[Schedule, int], list[Repeat]] | None = None
        """The schedule that was repeated last, with how many points, and what came of it."""
        self.children: dict[int, Child | RemoteChild] = {}
        self.cluster: Cluster | None = None
        self.units: dict[int, Unit] = {}
        self.tries: Counter[Unit] = Counter()
        self.again: list[Unit] = []
        self.racy: set[str] = set()
        """Places of the races found so far."""
        self.source: Iterator[Unit] = iter(())
        self.idle: list[Child | RemoteChild] = []
        """Children without a unit."""
        self.exhaustion = Exhaustion(1)
        self.locks = False
        """Locks within the standard library order goroutines of the program, as its runs say."""
        self.sampled = 0
        """Units that samplers have been given since that is known."""
        self.enough = 0
        self.until = 0.0
        """How many schedules are enough, and until when they are made, once all interleavings have been seen; see `_complete`."""
        self.jobs = 1
        self.order = Order() if limits.schedules else None
        """Keeps units in order, if there is a budget of schedules."""

    def explore(self) -> Result:
        """Do it."""
        session = self.session
        session.machine.limit = self.limits.steps
        session.initialise()
        self.first = time.monotonic()
        # In the first run code is lowered, too.
        longest = FIRST * self.limits.run_seconds
        settle(session, longest)
        if session.natural is None:
            looked = look(session, longest)
            session.runner.expect(looked.loaded)
            session.left = looked.left
            if looked.natural is not None:
                session.made(looked.natural)
                session.isolated = True
                session.run_seconds = self.limits.run_seconds
        try:
            Watch(longest).over(session.prepare)
        except TimedOut:
            session.made(lost(Director()))
        self.result.written = session.left
        assert session.natural is not None
        self.source = self._portfolio(session.natural)
        if not session.natural.schedule.answers and "dpor" in (self.limits.strategies or ("dpor",)):
            # Nobody ever had a choice: most likely there is nothing to explore, and this search says so at once.
            self.source = chain([Unit("dpor", self.limits.seed, DPOR_RUNS)], self.source)
        self.began = time.monotonic()  # Reading and lowering are not part of the time that there is for exploring.
        self.deadline = self.began + self.limits.seconds if self.limits.seconds else 0.0
        self._first(session.natural)
        jobs = max(1, self.limits.jobs)
        if self.limits.cluster:
            from goloupe.explore.cluster import Cluster

            assert self.session.target is not None
            self.cluster = Cluster(self.limits.cluster)
            self.cluster.send(self.session.target, self.session.detector is not None)
            jobs = self.cluster.threads()
            self.began = time.monotonic()
            self.deadline = self.began + self.limits.seconds if self.limits.seconds else 0.0
        self.jobs = jobs
        runs = 1 if session.isolated else RUNS
        self.exhaustion = Exhaustion(jobs, timed=self.order is None, runs=runs)
        try:
            for _ in range(jobs if not self.result.refusal else 0):
                self._start()
            while self.children and not self._over():
                self._listen()
            if self.order is not None and self.result.stopped in ("interrupt", "time"):
                for unit, message in self.order.rest():
                    self._take(unit, message)
        finally:
            for child in self.children.values():
                child.close()
            if self.cluster is not None:
                self.cluster.close()
        result = self.result
        result.seconds = time.monotonic() - self.first
        result.stopped = "unsupported" if result.refusal and result.schedules == 1 else result.stopped
        spent = self.limits.schedules and result.schedules >= self.limits.schedules
        over = "complete" if self.exhaustion.complete else "schedules" if spent else "time" if self._late() else "strategies"
        result.stopped = result.stopped or over
        self._count()
        return result

    def _first(self, run: Run | None) -> None:
        """The natural run has been made here, before the children."""
        assert run is not None
        self.result.schedules, self.result.steps = 1, run.steps
        self.result.by_strategy[run.strategy] += 1
        if run.end not in CUT_OFF:
            self.behaviours[run.behaviour] += 1
        self.result.alone = not run.schedule.answers
        self.result.ends[run.end] += 1
        self.result.codes.update(exit_code(self.session, run))
        self.result.refusal = run.report if run.end == "unsupported" else ""
        self.locks = LOCKS in run.unvaried
        for bug in run.bugs:
            how = {"strategy": run.strategy, "seed": 0, "at": 0, "limit": self.limits.steps, "when": self.began}
            self._bug({"bug": pack_bug(bug), "schedule": pack_schedule(run.schedule), **how})
            if bug.fingerprint in self.known:
                self.known[bug.fingerprint].count = 1

    def _portfolio(self, natural: Run) -> Iterator[Unit]:
        only: Sequence[str] = self.limits.strategies
        if self.session.isolated:
            only = [name for name in only if name in STRATEGIES] or STRATEGIES
        return portfolio(self.limits.seed, only, busy=natural.busy)

    def _late(self) -> bool:
        return bool(self.deadline) and time.monotonic() >= self.deadline

    def _complete(self) -> bool:
        """Whether all has been seen.

        Where locks within the standard library order goroutines, they may hide a race in all interleavings of the other points: then
        some schedules are made with these as points, too.
        """
        if not self.exhaustion.complete or not self.locks:
            return self.exhaustion.complete
        if not self.enough:
            self.enough = self.result.schedules + MORE
            self.until = time.monotonic() + MORE_SECONDS if self.order is None else math.inf
        return self.result.schedules >= self.enough or time.monotonic() >= self.until

    def _over(self) -> bool:
        result, limits = self.result, self.limits
        reason = ""
        if limits.stop.is_set():
            reason = "interrupt"
        elif self._complete():
            reason = "complete"
        elif limits.first and self.known:
            reason = "first"
        elif limits.schedules and result.schedules >= limits.schedules:
            reason = "schedules"
        elif len(self.known) + len(self.dropped) >= KNOWN:
            reason = "bugs"
        elif self.deadline and time.monotonic() > self.deadline + self.limits.run_seconds:
            reason = "time"
        result.stopped = reason
        return bool(reason)

    def _start(self) -> None:
        if self._late():
            return
        session, limits, deadline = self.session, self.limits, self.deadline

        def work(receive: Callable[[], Message | None], send: Callable[[Message], None]) -> None:
            worker = Worker(session, limits, deadline, send)
            while not worker.spoiled and (message := receive()) is not None:
                worker.unit(unpack_unit(message))

        child: Child | RemoteChild
        child = Child(work) if self.cluster is None else self.cluster.child(limits, deadline)
        self.children[child.fd] = child
        self.idle.append(child)
        self._feed()

    def _feed(self) -> None:
        """Give units to those who have none; if nobody has any, it is over."""
        order = self.order
        while self.idle and (order is None or order.open < self.jobs or order.next() is not None):
            unit = self._next()
            if unit is None:
                break
            self._give(self.idle.pop(0), unit)
        if not self.units and (order is None or not order.open):
            for child in self.idle:
                del self.children[child.fd]
                child.close()
            self.idle.clear()

    def _next(self) -> Unit | None:
        if self._late():
            return None
        if self.order is None:
            return self.again.pop() if self.again else self._new()
        again = self.order.next()
        if again is not None:
            return again
        left = self.limits.schedules - self.result.schedules - self.order.allowed
        unit = self._new() if left > 0 else None
        return None if unit is None else replace(unit, most=min(unit.runs, left) if unit.runs else -(-left // self.jobs))

    def _new(self) -> Unit | None:
        part = self.exhaustion.unit()
        while part is None and (unit := next(self.source, None)) is not None:
            if unit.strategy != Dpor.name:
                return self._with_places(unit)
            self.exhaustion.turn(unit.seed, unit.runs)
            part = self.exhaustion.unit()
        return part

    def _with_places(self, unit: Unit) -> Unit:
        """A unit with those accesses as points that race, and sometimes with locks within the standard library, if these matter."""
        places = set(self.racy)
        if self.locks and unit.strategy in SAMPLERS:
            self.sampled += 1
            if self.enough or self.sampled % SOMETIMES == 1:
                places.add(WITHIN)
        return replace(unit, racy=tuple(sorted(places))) if places else unit

    def _give(self, child: Child | RemoteChild, unit: Unit) -> None:
        self.units[child.fd] = unit
        self.tries[unit] += 1
        if self.order is not None:
            self.order.give(child.fd, unit)
        child.send(vars(unit))

    def _listen(self) -> None:
        """Wait for the children a moment, and take what they say."""
        ready, _, _ = select.select(list(self.children), [], [], 0.1)
        for fd in ready:
            child = self.children[fd]
            for message in child.read():
                self._arrived(child, message)
                if self._complete():
                    return
            if child.over:
                self._lost(child)
        if ready:
            self._count()
            if self.progress is not None:
                self.progress(self.result)

    def _arrived(self, child: Child | RemoteChild, message: Message) -> None:
        """A child has said something."""
        if "error" in message:
            self.result.errors.append(message["error"])
            return
        unit = self.units[child.fd]
        if "done" in message:
            del self.units[child.fd]
            self.idle.append(child)
        if self.order is not None:
            self.order.tell(child.fd, message)
            self._due()
            return
        self._take(unit, message)
        if "done" in message:
            self._feed()

    def _due(self) -> None:
        """Take what is to be taken now, of units in order; no more when it is over."""
        assert self.order is not None
        for unit, message in self.order.due():
            self._take(unit, message)
            if "done" in message or "lost" in message:
                if self._over():
                    return
                self._feed()

    def _take(self, unit: Unit, message: Message) -> None:
        """What was said of a unit."""
        result = self.result
        if "bug" in message:
            self._bug(message)
        elif "runs" in message:
            result.schedules += message["runs"]
            result.steps += message["steps"]
            result.by_strategy[unit.strategy] += message["runs"]
            result.ends.update(message["ends"])
            result.codes.update({int(code): n for code, n in message["codes"].items()})
            result.refusal = result.refusal or message["refusal"]
            self.behaviours.update({int(b): n for b, n in message["behaviours"].items()})
            for fingerprint, n in message["counts"].items():
                if fingerprint in self.known:
                    self.known[fingerprint].count += n
        elif "done" in message:
            self.racy.update(message.get("racy", ()))
            if message["part"] is not None:
                self.locks = self.locks or LOCKS in message["part"]["unvaried"]
                self.exhaustion.done(unit, message["part"], self.racy)
                self._exhausted()
            else:
                self.exhaustion.further(self.racy)
        elif "lost" in message and unit.strategy == Dpor.name:
            self.exhaustion.lost(unit, self.racy)

    def _lost(self, child: Child | RemoteChild) -> None:
        """A child has ended before its unit: another one does it."""
        if self.children.pop(child.fd, None) is None:
            return
        unit = self.units.pop(child.fd, None)
        child.close()
        if child in self.idle:
            self.idle.remove(child)
        if unit is not None:
            again = self.tries[unit] < ATTEMPTS
            if self.order is not None:
                if again:
                    self.order.again(child.fd)
                else:
                    self.order.tell(child.fd, {"lost": True})
                    self._due()
            elif again:
                self.again.append(unit)
            else:
                self._take(unit, {"lost": True})
        self._start()

    def _exhausted(self) -> None:
        """Say what the search by partial orders amounts to."""
        result, seen, racy = self.result, self.exhaustion.seen, self.exhaustion.racy_seen
        if seen is not None:
            result.unvaried = sorted({*seen.unvaried, *(racy.unvaried if racy is not None else ())})
            if seen.timed:
                result.calm_interleavings = seen.interleavings if self.exhaustion.calm else 0
            else:
                result.complete = True
                result.interleavings = seen.interleavings
        if racy is not None and self.exhaustion.complete:
            result.racy_interleavings = racy.interleavings

    def _bug(self, message: Message) -> None:
        bug = unpack_bug(message["bug"])
        schedule = unpack_schedule(message["schedule"])
        known = self.known.get(bug.fingerprint)
        if known is not None and _weight(schedule) >= _weight(known.schedule):
            return
        outcomes = self._outcomes(schedule, message["limit"])
        alike = [[b for b in bugs if b.fingerprint == bug.fingerprint] for _, bugs in outcomes]
        same = len(outcomes) == 2 and outcomes[0][0] == outcomes[1][0] and all(alike)
        if not same:
            if known is None:
                self.dropped.add(bug.fingerprint)
                self.result.unrepeatable = len(self.dropped)
            return
        self.dropped.discard(bug.fingerprint)
        self.result.unrepeatable = len(self.dropped)
        if known is not None:
            known.schedule, known.trace_hash, known.bug, known.limit = schedule, outcomes[0][0], bug, message["limit"]
            return
        number = self.result.schedules + message["at"]
        when = max(0.0, message["when"] - self.first)
        found = Found(bug, schedule, outcomes[0][0], message["strategy"], message["seed"], number, when, message["limit"], 0)
        self.known[bug.fingerprint] = found
        if bug.code == "race":
            self.racy.update(*(b.data["points"] for b in alike[-1]))
        self.result.found.append(found)

    def _outcomes(self, schedule: Schedule, limit: int) -> list[Repeat]:
        """What repeating a schedule gives; one run often shows several bugs."""
        if self.repeated is None or self.repeated[0] != (schedule, limit):
            with further(self.session, limit):
                self.repeated = ((schedule, limit), replays(self.session, schedule, 2, FIRST * self.limits.run_seconds))
        return self.repeated[1]

    def _count(self) -> None:
        self.result.behaviours = len(self.behaviours)
        self.result.unseen = 0.0 if self.result.complete else unseen_share(self.behaviours.values())
        self.result.seconds = time.monotonic() - self.first


def _weight(schedule: Schedule) -> tuple[int, int]:
    """How far a schedule is from the natural order, and how long it is."""
    return sum(map(bool, schedule.answers)), len(schedule.answers)


def explore(session: Session, limits: Limits | None = None, progress: Callable[[Result], None] | None = None) -> Result:
    """Explore a program's schedules within limits."""
    with contextlib.suppress(KeyboardInterrupt):
        return Explorer(session, limits or Limits(), progress).explore()
    return Result(stopped="interrupt")
