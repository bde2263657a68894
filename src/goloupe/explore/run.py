"""What a run was: its schedule, how it ended, what went wrong.

Kinds of end:

===========  ============================================================================================================
exit         function main returned, or os.Exit was called: ``code``
panic        nobody recovered a panic
fatal        a fatal error: concurrent map writes, unlock of an unlocked mutex …
deadlock     all goroutines were blocked, and no timer was running
overflow     a stack that is too deep
memory       no memory
rest         all that could go on has, and waits for the world outside: a signal, or input, which nobody sends in an exploration
stuck        cut off: function main can never go on, though others can
steps        cut off: too many points (a livelock, or only a long program)
timeout      cut off: it took too long, in real time
unsupported  it wanted what goloupe cannot serve: ``report`` says what; nothing is concluded from such a run
===========  ============================================================================================================
"""

from __future__ import annotations

import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from goloupe.runtime import stack

if TYPE_CHECKING:
    from goloupe.explore.events import Event, Note
    from goloupe.runtime.stack import Frame


CUT_OFF: Final = frozenset(("steps", "stuck", "timeout", "unsupported"))
"""Ends of runs of which one does not know how they go on."""
RANDOM: Final = "random numbers"
CLOCK: Final = "the clock"
NEVER, SOON, ALWAYS = range(3)
"""When timers may fire although somebody can run: never; if nobody who can is kept waiting for long by that (`machine.STALL`); always."""
LARGE_MAPS: Final = "the order of large maps"
LOCKS: Final = "locks within the standard library"
POLLS: Final = "how often the number of goroutines is asked for in vain"
"""What can be the same in all runs, and need not be."""
WITHIN: Final = "std"
"""Stands among a schedule's places for those at which locks within the standard library are asked for."""


@dataclass(frozen=True)
class Schedule:
    """All that decides a run of a given program."""

    answers: tuple[int, ...] = ()
    """To the questions with more than one possible answer, in order; after the last one the natural order goes on."""
    eager: int = NEVER
    """When timers may fire while goroutines run."""
    rand_seed: int = 0
    """For ``math/rand``."""
    racy: tuple[str, ...] = ()
    """Places (function:line) from which variables that race are accessed: they are points, so that one sees what comes of the
    races.  `WITHIN` stands for those from which the standard library is called, where that asks for locks of its own."""
    settled: bool = False
    """It begins when the program's packages are initialised, which then is made in the natural order: see `goloupe.explore.isolation`."""


@dataclass(frozen=True)
class Bug:
    """Something wrong that a run showed."""

    code: str
    """Of the finding: "race", "deadlock", "leak", "panic", "fatal", "fail", "livelock" …"""
    title: str
    """One line that says what is wrong."""
    sites: tuple[Frame, ...]
    """The places that take part, the most important first."""
    detail: str = ""
    """More text: Go's own report, or an explanation."""
    goroutines: tuple[int, ...] = ()
    """Numbers of the goroutines that take part."""
    data: Any = None
    """The report itself, for those who know its type."""
    fingerprint: str = ""
    """Equal for the same bug, whatever schedule showed it."""


@dataclass
class Run:
    """One run."""

    schedule: Schedule
    end: str
    code: int
    report: str
    """What goloupe wrote to standard error at the end, in Go's words."""
    stdout: bytes
    stderr: bytes
    """What the program itself wrote."""
    steps: int
    """Points that were passed."""
    switches: int
    """How often the schedule departed from the natural order."""
    strategy: str = ""
    seed: int = 0
    bugs: list[Bug] = field(default_factory=list)
    events: list[Event] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    behaviour: int = 0
    """Hash of the partial order of its operations: equal for runs that differ in the order of independent operations only."""

    unvaried: tuple[str, ...] = ()
    """What the program asked for that no schedule varies, or not in all ways: `RANDOM`, `CLOCK`, `LARGE_MAPS`, `LOCKS`, `POLLS`."""
    busy: bool = False
    """It was cut off in the midst of work: not once had time to go on because nobody could run, or there was a crowd of goroutines."""

    hash: int | None = None
    """`trace_hash`, if the events are elsewhere."""

    @property
    def trace_hash(self) -> int:
        """Hash of all events, with their lines: equal if the run was repeated exactly, by whatever Python."""
        if self.hash is not None:
            return self.hash
        h = 0
        places: dict[Any, str] = {None: ""}
        for e in self.events:
            place = places.get(e.site)
            if place is None:
                assert e.site is not None
                frame = stack.frame_of(e.site[0], stack.line_at(*e.site))
                place = places[e.site] = "" if frame is None else f"{frame.name}:{frame.line}"
            what = e.obj if e.op == "block" else ""
            h = zlib.crc32(f"{e.g} {e.op} {what} {place}\n".encode("utf-8", "surrogateescape"), h)
        return zlib.crc32(f"{self.end} {self.code}".encode(), h)
