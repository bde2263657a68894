"""Runs that would see each other: each is made in a process of its own.

Between the runs of one process, the variables of the program's own packages are set to zero; those of the standard library are not.  A
program that registers something there (flags, handlers, metrics) finds it registered when it runs once more.  That shows when the natural
run is made twice: if the second differs, the program is linked again, and each of its runs begins in a fork of a process in which nothing
has run.  A fork takes some milliseconds, and what is left of a run is what can be sent: no events, so that searches which follow the
events do not take part, and schedules are not made simpler.

What a program does outside of its process (files that it writes) is seen by its other runs all the same.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable
from typing import TYPE_CHECKING

from goloupe.explore.children import Message, ask
from goloupe.explore.director import Director
from goloupe.explore.run import Run
from goloupe.explore.watch import Watch

if TYPE_CHECKING:
    from goloupe.explore.session import Session

SAMPLERS = ("random", "pos", "eager", "pct2", "pct3")
"""Strategies that ask no more of a run than how long it was."""


def sees_the_last(session: Session, seconds: float) -> bool:
    """Whether the natural run, made once more, differs from the one that the session made."""
    natural = session.natural
    assert natural is not None
    if natural.end in ("timeout", "steps", "unsupported"):
        return False

    def work(send: Callable[[Message], None]) -> None:
        watch = Watch(seconds)
        watch.begin()
        run = session.run(Director())
        watch.end()
        send({"same": (run.trace_hash, run.end, run.code) == (natural.trace_hash, natural.end, natural.code)})

    return ask(work) == [{"same": False}]


def alone(session: Session, director: Director) -> Run:
    """One run in a process of its own."""
    from goloupe.explore.engine import pack_bug, pack_schedule, unpack_bug, unpack_schedule

    def work(send: Callable[[Message], None]) -> None:
        watch = Watch(session.run_seconds)
        watch.begin()
        run = session.once(director)
        watch.end()
        send(
            {
                "schedule": pack_schedule(run.schedule),
                "end": run.end,
                "code": run.code,
                "report": run.report,
                "steps": run.steps,
                "switches": run.switches,
                "bugs": [pack_bug(b) for b in run.bugs],
                "behaviour": run.behaviour,
                "hash": run.trace_hash,
            }
        )

    (message,) = ask(work)
    if "error" in message:
        raise RuntimeError(message["error"])
    schedule = unpack_schedule(message["schedule"])
    director.log = array("Q", schedule.answers)
    run = Run(schedule, message["end"], message["code"], message["report"], b"", b"", message["steps"], message["switches"])
    run.strategy, run.seed = director.name, director.seed
    run.bugs = [unpack_bug(b) for b in message["bugs"]]
    run.behaviour = message["behaviour"]
    run.hash = message["hash"]
    return run
