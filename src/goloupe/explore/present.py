"""From what the engine has found to what is shown: a simple schedule, its table of lanes, its token.

All of it happens in a child process, as fresh as the one in which the schedule will be replayed; and the simple schedule is repeated in
another one before it takes the place of that which the engine has verified.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from goloupe.errors import InternalError
from goloupe.explore.children import Message, ask
from goloupe.explore.confirmation import Confirmation
from goloupe.explore.director import Director
from goloupe.explore.engine import FIRST, Found, further, replays
from goloupe.explore.lanes import Lanes, table
from goloupe.explore.packing import pack_bug, pack_schedule, unpack_bug, unpack_schedule
from goloupe.explore.recording import record
from goloupe.explore.run import Bug, Run, Schedule
from goloupe.explore.session import Session
from goloupe.explore.shrink import NotShown, Shrinker, trimmed
from goloupe.explore.steps import keep, steps
from goloupe.explore.token import Token
from goloupe.explore.watch import Watch
from goloupe.runtime.panics import TimedOut

NO_TIME: Final = "time, or --shrink, was spent before it was as simple as can be"
INTERRUPTED: Final = "interrupted before it was made simpler"
APART: Final = "not made simpler: each run takes a process of its own"
"""Why a schedule may not be as simple as can be."""
SHARE: Final = 0.5
"""Of the time for an exploration, as much more may be spent on making schedules simple ..."""
LEAST: Final = 5.0
"""... and this many seconds at least."""

TokenOf = Callable[[Bug, Schedule, int], Token]
"""Makes the token of a bug's schedule with a trace's hash."""


@dataclass
class Shown:
    """A bug as it is shown."""

    found: Found
    bug: Bug
    """As the simple schedule shows it."""
    schedule: Schedule
    trace_hash: int
    token: str
    lanes: Lanes | None
    """None if there was no time to make it."""
    departures: int
    """From the natural order, in the simple schedule."""
    before: int
    """In the schedule that was found."""
    runs: int = 0
    """It took to make it simple."""
    rough: str = ""
    """Why it may not be as simple as can be: `NO_TIME` and the others; empty if it is, or nobody wanted it."""
    confirmation: Confirmation | None = None
    """What the stock toolchain says, if it was asked: see `goloupe.confirm`."""


def plain(found: Found, token_of: TokenOf, rough: str = "") -> Shown:
    """A bug with the schedule that the engine found; ``rough``: why it is no simpler one."""
    schedule = replace(found.schedule, answers=trimmed(found.schedule.answers))
    given = sum(map(bool, schedule.answers))
    token = token_of(found.bug, schedule, found.trace_hash).encode()
    return Shown(found, found.bug, schedule, found.trace_hash, token, None, given, given, rough=rough if given else "")


class Allowance:
    """The time that there is for making the schedules of one exploration simple, which took or could take ``seconds``; 0: no limit."""

    def __init__(self, seconds: float) -> None:
        self._until = time.monotonic() + max(LEAST, SHARE * seconds) if seconds else 0.0

    def next(self) -> float:
        """What the next schedule gets; 0: nothing is left."""
        return min(LEAST, max(0.0, self._until - time.monotonic())) if self._until else LEAST


def present(
    session: Session,
    found: Found,
    token_of: TokenOf,
    *,
    runs: int = 2000,
    seconds: float = LEAST,
    run_seconds: float = 10.0,
    stop: threading.Event | None = None,
) -> Shown:
    """Shrink a schedule, in at most so many runs and so much time, and make its table; if ``stop`` is set, what there is by then."""
    with further(session, found.limit):
        return _present(session, found, token_of, runs, seconds, run_seconds, stop or threading.Event())


def _present(
    session: Session, found: Found, token_of: TokenOf, runs: int, seconds: float, run_seconds: float, stop: threading.Event
) -> Shown:
    if stop.is_set():
        return plain(found, token_of, INTERRUPTED)
    apart = session.isolated and not session.settled
    shown = plain(found, token_of, "" if not runs else APART if apart else NO_TIME if not seconds else "")
    if runs and seconds and not apart:
        for message in ask(lambda send: send(_shrunk(session, found, runs, seconds, run_seconds)), stop):
            _take(session, shown, message, run_seconds)
        shown.token = token_of(shown.bug, shown.schedule, shown.trace_hash).encode()
    if stop.is_set():
        shown.rough = shown.rough or (INTERRUPTED if shown.departures else "")
    for message in ask(lambda send: send(_table(session, shown, FIRST * run_seconds)), stop):
        _complain(message)
        if message.get("bug"):
            shown.bug = unpack_bug(message["bug"])
            shown.lanes = Lanes.unpack(message["lanes"])
    return shown


class _Watched(Shrinker):
    """Gives up runs that take too long."""

    def __init__(self, session: Session, fingerprint: str, runs: int, seconds: float, watch: Watch) -> None:
        super().__init__(session, fingerprint, runs, seconds)
        self.watch = watch

    def _run(self, director: Director) -> Run:
        self.watch.begin()
        try:
            return super()._run(director)
        finally:
            self.watch.end()


def _shrunk(session: Session, found: Found, runs: int, seconds: float, run_seconds: float) -> Message:
    session.isolated = False  # This process is there for these runs, and what they come to is tried in another one.
    try:
        done = _Watched(session, found.bug.fingerprint, runs, seconds, Watch(run_seconds)).shrink(found.schedule)
    except NotShown:
        return {}
    return {
        "schedule": pack_schedule(done.schedule),
        "hash": done.run.trace_hash,
        "departures": len(done.departures),
        "before": done.before,
        "runs": done.runs,
        "spent": done.spent,
    }


def _take(session: Session, shown: Shown, message: Message, run_seconds: float) -> None:
    """Believe what a child says that shrank, if a fresh process says the same."""
    _complain(message)
    if "schedule" not in message:
        return
    shown.rough = NO_TIME if message["spent"] and message["departures"] else ""
    schedule = unpack_schedule(message["schedule"])
    outcomes = replays(session, schedule, 1, run_seconds)
    if [outcome[0] for outcome in outcomes] != [message["hash"]] or shown.bug.fingerprint not in {
        bug.fingerprint for bug in outcomes[0][1]
    }:
        return
    shown.schedule, shown.trace_hash = schedule, message["hash"]
    shown.departures, shown.before, shown.runs = message["departures"], message["before"], message["runs"]


def _complain(message: Message) -> None:
    if "error" in message:
        raise InternalError("a process that made a schedule simple failed", details=message["error"])


def _table(session: Session, shown: Shown, run_seconds: float) -> Message:
    watch = Watch(run_seconds)
    watch.begin()
    try:
        recording = record(session, shown.schedule)
        watch.end()
    except TimedOut:
        return {}
    bug = next((b for b in recording.run.bugs if b.fingerprint == shown.bug.fingerprint), None)
    if bug is None or recording.run.trace_hash != shown.trace_hash:
        return {}
    keep(shown.token, steps(recording.run))
    return {"bug": pack_bug(bug), "lanes": table(recording, bug).pack()}
