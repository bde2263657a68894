"""A run that is repeated for somebody to look on: its events, and what those do not tell."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from goloupe.explore.director import Replayer
from goloupe.explore.events import key_of
from goloupe.explore.run import Run, Schedule
from goloupe.leak.find import awaited
from goloupe.leak.holders import Holders, Holding
from goloupe.leak.places import TEST_MAIN, in_testing
from goloupe.runtime import stack
from goloupe.runtime.hooks import Hook, Tee
from goloupe.runtime.sema import LOCKED, MUTEX_LOCK, RWMUTEX_LOCK, RWMUTEX_RLOCK
from goloupe.runtime.stack import Frame

if TYPE_CHECKING:
    from goloupe.explore.events import Note
    from goloupe.explore.session import Session
    from goloupe.runtime.runtime2 import G

Site = tuple[CodeType, int] | None
WAITS: Final = (MUTEX_LOCK, RWMUTEX_LOCK)
WAITS_TO_READ: Final = (RWMUTEX_RLOCK,)


class Watcher(Hook):
    """Sees of a run what its events do not tell."""

    __slots__ = (
        "asked",
        "blocked",
        "created",
        "done",
        "ended",
        "made",
        "passed",
        "races",
        "session",
        "subtests",
        "testing",
        "took",
        "woke",
    )

    def __init__(self, session: Session) -> None:
        self.session = session
        self.created: list[tuple[G, Any, Frame | None]] = []
        """Goroutines but main, in order: the Python function that each begins with and the place of the go statement."""
        self.asked: list[Site] = []
        """For each of them the program's own place that asked for it: the call of ``wg.Go``, say."""
        self.made: dict[int, int] = {}
        """Number of a go statement's event -> the goroutine that it made."""
        self.took: dict[int, Any] = {}
        """Number of a select's event -> the channel that was used, and whether to send."""
        self.woke: dict[int, Any] = {}
        """Number of the event at which a select blocked -> the channel that was used then, and whether to send."""
        self.testing: dict[int, str] = {}
        """Number of a block's event -> what package testing waits for there."""
        self.subtests: dict[int, Site] = {}
        """Goroutine that runs a subtest -> where the test asked for it."""
        self.done: set[int] = set()
        """Numbers of the events that are "add" and take away."""
        self.ended: dict[int, int] = {}
        """Goroutine -> number of events when it ended."""
        self.blocked: dict[int, tuple[Any, Site]] = {}
        """Number of a block's event -> what for, and where."""
        self.races: list[int] = []
        """For each race the number of events when it was found."""
        self.passed: dict[int, int] = {}
        """Goroutine -> the points that it has passed."""

    def executed(self, g: G) -> None:
        """g does what its note says; its event was just noted."""
        if g.note is None:
            return
        self.passed[g.note.index] = g.note.steps
        if g.note.op == "done":
            self.done.add(len(self.session.machine.events) - 1)

    def race(self, _race: object) -> None:
        """A race was found."""
        self.races.append(len(self.session.machine.events))

    def go_create(self, g: G, child: G) -> None:
        """A goroutine was created."""
        place = None
        if child.creator is not None:
            place = stack.frame_of(child.creator, stack.line_at(child.creator, child.lasti))
        self.created.append((child, child.fn, place))
        events = self.session.machine.events
        if events and events[-1].op == "go" and g.note is not None and events[-1].g == g.note.index:
            self.made[len(events) - 1] = len(self.created)
        frame = sys._getframe(1)
        self.asked.append(self.session.points.site(frame))
        asked = self._caller(frame)
        if asked is not None and in_testing(stack.frames_from(frame), self.session.source.goroot):
            self.subtests[len(self.created)] = asked

    def chan_op(self, g: G, op: str, chan: Any) -> None:
        """g has sent or received, maybe in a select."""
        self._took(g, chan, op == "send")

    def acquire(self, g: G, obj: Any) -> None:
        """g has received from a closed channel, maybe in a select."""
        self._took(g, obj, False)

    def _took(self, g: G, chan: Any, send: bool) -> None:
        note = g.note
        if note is None or note.op not in ("select", "tryselect"):
            return
        events = self.session.machine.events
        mine = (i for i in range(len(events) - 1, -1, -1) if events[i].g == note.index)
        at = last = next(mine, -1)
        while at >= 0 and events[at].op == "block":
            at = next(mine, -1)
        if at >= 0 and events[at].op == "select" and any(case[0] is chan and bool(case[1]) == send for case in events[at].obj):
            self.took.setdefault(at, (chan, send))
            if at != last:
                self.woke.setdefault(last, (chan, send))

    def go_end(self, g: G) -> None:
        """A goroutine is done."""
        if g.note is not None:
            self.ended[g.note.index] = len(self.session.machine.events)

    def go_park(self, g: G, reason: str, on: Any) -> None:  # noqa: ARG002
        """A goroutine blocks; the machine has just noted it."""
        at, frame = len(self.session.machine.events) - 1, sys._getframe(2)
        site = self.session.points.site(frame)
        if site is None:
            self.testing[at] = in_testing(stack.frames_from(frame), self.session.source.goroot)
            site = self._caller(frame) if self.testing[at] else None
        self.blocked[at] = on, site

    def _caller(self, frame: FrameType | None) -> Site:
        """The program's own place that called, through whatever package."""
        own = self.session.points.own
        while frame is not None:
            if own(frame.f_code):
                about = stack.info(frame.f_code)
                main = about is not None and about.file.rpartition("/")[2] == TEST_MAIN
                return None if main else (frame.f_code, frame.f_lasti)
            frame = frame.f_back
        return None


class Held(NamedTuple):
    """A goroutine that has a lock."""

    g: int
    site: Site
    """Where it took it."""
    read: bool


@dataclass
class Recording:
    """A run, and what was seen of it."""

    run: Run
    watcher: Watcher
    last: int
    """The goroutine that ran when it ended."""
    holders: Holders
    """Who held which lock then."""
    unfit: int = -1
    """How many events there were when an answer of the schedule was impossible for the first time; -1 if all were possible."""
    unasked: int = 0
    """Answers of the schedule that nobody has asked for."""


class Takers(Holders):
    """The holders of locks, where the locks themselves tell nobody: from who begins to take one, and who gives one back.

    Who has begun and waits for it has it not.
    """

    __slots__ = ()

    def of(self, lock: Any) -> list[Holding]:
        """Who holds a lock: an internal/sync.Mutex, or the readers of a sync.RWMutex."""
        held = list(super().of(lock))
        if getattr(lock, "f_state", LOCKED) & LOCKED == 0:
            return []
        for g in {id(h.g): h.g for h in held}.values():
            if g.reason in (WAITS_TO_READ if held[0].read else WAITS) and any(on is lock for on in awaited(g)):
                held.remove([h for h in held if h.g is g][-1])
        return held

    def begins(self, note: Note, g: G) -> None:
        """``g`` is about to do the operation of its note; to try a lock that is taken takes none."""
        op, lock = note.op, note.obj
        if op in ("lock", "rlock") or (op == "trylock" and not lock.f_state & LOCKED) or (op == "tryrlock" and lock.f_readerCount.f_v >= 0):
            self.take(g, lock, note.site, op in ("rlock", "tryrlock"))


class Shower(Replayer):
    """Repeats a schedule for a watcher."""

    __slots__ = ("takers", "watcher")

    watcher: Watcher
    takers: Takers | None

    def executed(self, g: G) -> None:
        """Pass it on."""
        self.watcher.executed(g)
        if self.takers is not None and g.note is not None:
            self.takers.begins(g.note, g)

    def did(self, g: G, op: str, obj: Any) -> None:
        """See who gives a lock back."""
        if self.takers is not None and op in ("unlock", "runlock"):
            self.takers.give(g, obj)


def record(session: Session, schedule: Schedule, *hooks: Hook) -> Recording:
    """Repeat a schedule and look on."""
    machine = session.machine
    watcher = Watcher(session)
    before = machine.hook
    detector = session.detector
    takers = Takers(session.source.goroot) if before is None else None  # The fast paths of locks were chosen, which tell nobody.
    session.holders = holders = takers or Holders(session.source.goroot)
    if takers is None:
        hooks = (*hooks, holders)
    machine.hook = Tee(*(() if before is None else (before,)), watcher, *hooks)
    if detector is not None:
        detector.on_race = watcher.race
    try:
        shower = Shower.of(schedule)
        shower.watcher = watcher
        shower.takers = takers
        run = session.once(shower)
    finally:
        machine.hook = before
        session.holders = None
        if detector is not None:
            detector.on_race = None
    note = machine.curg.note
    return Recording(run, watcher, note.index if note is not None else 0, holders, shower.unfit, shower.unasked)


def lock_key(op: str, obj: Any) -> Any:
    """A key for what an operation works on: a read-write lock is known by the mutex of its writers."""
    if op == "rlock":
        writers = getattr(obj, "f_w", None)
        return key_of(obj if writers is None else writers.f_mu)
    return key_of(obj)
