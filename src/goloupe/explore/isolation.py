"""Runs that would see each other: each is made in a process of its own.

Between the runs of one process, the variables of the program's own packages are set to zero; those of the standard library are not.  A
program that registers something there (handlers, metrics; flags are looked after, see `goloupe.explore.flags`) finds it registered when it
runs once more.  That shows when the natural run is made twice, which a child process does before anything has run here.  If the second
differs, each run begins in a fork of this process, in which nothing runs.  A fork takes some milliseconds, and what is left of a run is
what can be sent: no events, so that searches which follow the events do not take part, but the one by partial orders, which makes one run
in each process; and schedules are not made simpler.  A run that takes seconds is made like that in any case: no search gets far with such
runs, and the fork costs nothing beside them.

So is a run of a program that takes long to initialise its packages, tables and the like.  These are initialised here then, once for all
runs (`settle`), and a schedule begins where function main does, or the test; the token says so.

The child also tells which functions it has called, so that they are lowered here before the next processes are forked.

What a program does outside of its process (files that it writes) is seen by its other runs all the same.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, TypeVar

from goloupe.explore.children import Message, ask
from goloupe.explore.director import Director
from goloupe.explore.packing import pack_bug, pack_schedule, unpack_bug, unpack_schedule
from goloupe.explore.run import Run, Schedule
from goloupe.explore.watch import Watch
from goloupe.runtime.panics import TimedOut

if TYPE_CHECKING:
    from goloupe.explore.session import Session

T = TypeVar("T")
STRATEGIES: Final = ("random", "pos", "eager", "pct2", "pct3", "dpor")
"""Those that ask no more of a run than how long it was; and the search by partial orders, of which a process makes a part of one run."""
LONG: Final = 2.0
"""Seconds of a run that is made in a process of its own in any case."""
HEAVY: Final = 0.15
"""Seconds that it may take to initialise the program's own packages in each run."""


@dataclass
class Looked:
    """What a child has seen of the natural run."""

    loaded: list[str] = field(default_factory=list)
    """The functions that were called."""
    natural: Run | None = None
    """The run, if each run has to be made in a process of its own."""
    left: list[str] = field(default_factory=list)
    """The files that it left behind."""


def settle(session: Session, seconds: float) -> None:
    """Initialise the program's own packages, once for all runs, if that takes long and is all that it does (`Session.settle`).

    The standard library is initialised; nothing else has run.

    Tried in a child, for it must not be done here in vain.
    """
    if session.natural is not None or session.weighed:
        return
    session.weighed = True

    def took() -> float:
        first = session.settle()
        return session.settle() if HEAVY < first < LONG else first  # The first time, code was lowered, too.

    def work(send: Callable[[Message], None]) -> None:
        needed, loaded = _within(session, Watch(seconds), took, 0.0)
        send({"took": needed, "loaded": loaded})

    for message in ask(work):
        if "error" in message:
            raise RuntimeError(message["error"])
        session.runner.expect(message["loaded"])
        if message["took"] > HEAVY:
            session.settle()


def look(session: Session, seconds: float) -> Looked:
    """Make the natural run of a session that has run nothing, and once more, elsewhere."""

    def work(send: Callable[[Message], None]) -> None:
        watch = Watch(seconds)
        run, loaded = _within(session, watch, lambda: session.once(Director()), lost(Director()))
        left = session.written.left()
        packed = pack_run(run)
        alone = session.settled or run.end == "timeout" or (run.end != "unsupported" and _differs(session, run, watch))
        send({"loaded": loaded, "left": left, "run": packed if alone else None})

    for message in ask(work):
        if "error" in message:
            raise RuntimeError(message["error"])
        run = message["run"]
        return Looked(message["loaded"], None if run is None else unpack_run(run, Director()), message["left"])
    return Looked(natural=lost(Director()))


def _within(session: Session, watch: Watch, do: Callable[[], T], otherwise: T) -> tuple[T, list[str]]:
    """What comes of something, or ``otherwise`` if it takes too long; and the functions that were called, which are kept."""
    loaded = session.runner.program.loaded
    known = len(loaded)
    try:
        out = watch.over(do)
    except TimedOut:
        out = otherwise
    session.runner.keep()
    return out, loaded[known:]


def _differs(session: Session, first: Run, watch: Watch) -> bool:
    """Whether the natural run, made once more, is another one, or long."""
    had = first.trace_hash, first.end, first.code
    begun = time.monotonic()  # In the first one, code was lowered, too.
    try:
        run = watch.over(lambda: session.once(Director()))
    except TimedOut:
        return True
    return time.monotonic() - begun > LONG or (first.end != "steps" and had != (run.trace_hash, run.end, run.code))


def pack_run(run: Run) -> Message:
    """What can be sent of a run."""
    return {
        "schedule": pack_schedule(run.schedule),
        "end": run.end,
        "code": run.code,
        "report": run.report,
        "steps": run.steps,
        "switches": run.switches,
        "bugs": [pack_bug(b) for b in run.bugs],
        "behaviour": run.behaviour,
        "hash": run.trace_hash,
        "unvaried": list(run.unvaried),
    }


def unpack_run(message: Message, director: Director) -> Run:
    """A run that ``director`` directed, from JSON."""
    schedule = unpack_schedule(message["schedule"])
    director.log = array("Q", schedule.answers)
    run = Run(schedule, message["end"], message["code"], message["report"], b"", b"", message["steps"], message["switches"])
    run.strategy, run.seed = director.name, director.seed
    run.bugs = [unpack_bug(b) for b in message["bugs"]]
    run.behaviour = message["behaviour"]
    run.hash = message["hash"]
    run.unvaried = tuple(message["unvaried"])
    return run


def alone(session: Session, director: Director) -> Run:
    """One run in a process of its own."""

    def work(send: Callable[[Message], None]) -> None:
        try:
            run = Watch(session.run_seconds).over(lambda: session.once(director))
        except TimedOut:
            return
        send(pack_run(run))

    for message in ask(work):
        if "error" in message:
            raise RuntimeError(message["error"])
        return unpack_run(message, director)
    return lost(director)


def lost(director: Director) -> Run:
    """A run of which nothing is known: its limit was reached when the machine had stopped, or something has killed it."""
    return Run(Schedule(), "timeout", 0, "", b"", b"", 0, 0, director.name, director.seed, hash=0)
