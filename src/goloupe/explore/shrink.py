"""Make a schedule simpler: as few departures from the natural order as still show the same bug, and those as early as can be.

Answers to questions do not keep their meaning when an earlier one changes: with one switch less, the hundredth question is another one.
So a schedule is first rewritten as **departures**: "goroutine 0.1, at its 3rd point, let goroutine 0 go on instead".  A departure names
goroutines by their paths of creation and points by the number of points that the goroutine has passed, and one that no longer
applies is passed over.  On departures works delta debugging (Zeller and Hildebrandt, *Simplifying and isolating failure-inducing input*,
IEEE TSE 2002): take out chunks of halving size until no single one can be left out.  Then each departure that is left is tried at other
points, for fewer context switches and an earlier bug.

What counts, in this order: answers that are not the natural ones, context switches, points until the end.  The outcome is a plain
schedule again, without its tail of zeros, and it has been replayed: it shows the same bug, and twice the same trace.
"""

from __future__ import annotations

import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, NamedTuple

from goloupe.explore.director import Director, Replayer
from goloupe.explore.run import NEVER, SOON, Bug, Run, Schedule
from goloupe.runtime.panics import TimedOut

if TYPE_CHECKING:
    from goloupe.explore.session import Session
    from goloupe.runtime.runtime2 import G

Key = tuple[str, int, str, int]
"""A question: path of the goroutine, points that it has passed, kind of the question, and how many of these there were before."""
TIMER: Final = "timer"
_GOROUTINE: Final = re.compile(r"\bgoroutine (\d+)")
POINT, BLOCKED = "point", "blocked"
PATIENCE: Final = 3
"""How many times as many points as the first run a simpler one may take."""


class Departure(NamedTuple):
    """An answer that is not the natural one."""

    key: Key
    answer: str | int
    """Path of the goroutine that goes on, `TIMER`, or a number for questions of other kinds."""


class _Asked:
    """Knows the names of questions, as they are asked."""

    __slots__ = ("departures", "keys", "seen")

    def __init__(self) -> None:
        self.seen: dict[tuple[str, int, str], int] = {}
        self.keys: list[Key] = []
        self.departures: list[Departure] = []

    def name(self, g: G | None, kind: str) -> Key:
        note = g.note if g is not None else None
        key = (note.path, note.steps, kind) if note is not None else ("", 0, kind)
        k = self.seen.get(key, 0)
        self.seen[key] = k + 1
        named = (*key, k)
        self.keys.append(named)
        return named

    def goes_on(self, key: Key, current: G | None, ready: Sequence[G], choice: int) -> None:
        """Write down who was chosen."""
        if choice:
            at = choice - (current is not None)
            path = ready[at].note.path if at < len(ready) else TIMER
            self.departures.append(Departure(key, path))

    def picked(self, key: Key, choice: int) -> None:
        """Write down an answer of another kind."""
        if choice:
            self.departures.append(Departure(key, choice))


class Recorder(Replayer):
    """Replays a schedule, and writes down its departures."""

    __slots__ = ("asked",)

    def _start(self) -> None:
        super()._start()
        self.asked = _Asked()

    def next(self, current: G | None, ready: Sequence[G], timers: bool) -> int:
        """The recorded answer."""
        key = self.asked.name(*_who(self, current))
        choice = super().next(current, ready, timers)
        self.asked.goes_on(key, current, ready, choice)
        return choice

    def pick(self, kind: str, n: int) -> int:
        """The recorded answer."""
        key = self.asked.name(*_who(self, None, kind))
        choice = super().pick(kind, n)
        self.asked.picked(key, choice)
        return choice


class Guided(Director):
    """The natural order, but for some departures."""

    __slots__ = ("asked", "given", "key")

    name = "shrink"

    def __init__(self, departures: Sequence[Departure], *, eager: int = NEVER, rand_seed: int = 0) -> None:
        self.given = dict(departures)
        super().__init__(0, eager=eager, rand_seed=rand_seed)

    def _start(self) -> None:
        self.asked = _Asked()

    def next(self, current: G | None, ready: Sequence[G], timers: bool) -> int:
        """The departure for this question, else the natural answer."""
        self.key = self.asked.name(*_who(self, current))
        return super().next(current, ready, timers)

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:
        """See `next`."""
        path = self.given.get(self.key)
        if path is None:
            return 0
        choice = 0
        if path == TIMER:
            choice = n - 1 if n > len(ready) + (current is not None) else 0
        else:
            for i, g in enumerate(ready):
                if g.note is not None and g.note.path == path:
                    choice = i + (current is not None)
                    break
        self.asked.goes_on(self.key, current, ready, choice)
        return choice

    def pick(self, kind: str, n: int) -> int:
        """The departure for this question, else the natural answer."""
        key = self.asked.name(*_who(self, None, kind))
        choice = self.given.get(key, 0)
        if not isinstance(choice, int) or choice >= n:
            return 0
        self.asked.picked(key, choice)
        return choice


def _who(director: Director, current: G | None, kind: str = "") -> tuple[G | None, str]:
    """Whose question it is, and of what kind."""
    if current is not None:
        return current, kind or POINT
    return (director.machine.curg if director.machine is not None else None), kind or BLOCKED


@dataclass(frozen=True)
class Shrunk:
    """What has become of a schedule."""

    schedule: Schedule
    run: Run
    """Its replay, which shows the bug."""
    departures: tuple[Departure, ...]
    before: int
    """Departures in the schedule that was given."""
    runs: int
    """Runs that it took."""
    complete: bool
    """Whether nothing more could be left out."""
    spent: bool = False
    """The budget came to an end before that was known."""


class NotShown(Exception):
    """The schedule does not show the bug: it was found in a process where something else ran before, or in another program."""


def switches(run: Run) -> int:
    """How often another goroutine went on."""
    count = 0
    last = -1
    for event in run.events:
        if event.g != last:
            count += 1
            last = event.g
    return count


def participants(run: Run, bug: Bug) -> set[int]:
    """Goroutines that take part in a bug, by number of creation: those of which it is, and those whom the explanation of a leak names."""
    out = set(bug.goroutines)
    if bug.code == "leak":
        index = {note.goid: note.index for note in run.notes}
        named = _GOROUTINE.findall(bug.detail.partition("\n\n")[0])
        out |= {index[int(i)] for i in named if int(i) in index}
    return out


def maker_of(run: Run, g: int) -> int:
    """The goroutine that made another one; main, if a timer did."""
    path = run.notes[g].path.rpartition(".")[0]
    return next((note.index for note in run.notes if note.path == path), 0)


def trimmed(answers: Sequence[int]) -> tuple[int, ...]:
    """Without zeros at the end, which go without saying."""
    n = len(answers)
    while n and not answers[n - 1]:
        n -= 1
    return tuple(answers[:n])


class _Better(NamedTuple):
    departures: tuple[Departure, ...]
    run: Run
    keys: tuple[Key, ...]
    cost: tuple[int, int, int]


class Shrinker:
    """Shrinks one schedule."""

    def __init__(self, session: Session, fingerprint: str, runs: int, seconds: float) -> None:
        self.session = session
        self.fingerprint = fingerprint
        self.left = runs
        self.runs = 0
        self.deadline = time.monotonic() + seconds
        self.eager = NEVER
        self.rand_seed = 0
        self.racy: tuple[str, ...] = ()
        self._tried: set[tuple[Departure, ...]] = set()

    @property
    def spent(self) -> bool:
        """Whether the budget is."""
        return self.left <= 0 or time.monotonic() > self.deadline

    def shows(self, run: Run) -> bool:
        """Whether a run shows the bug."""
        return any(bug.fingerprint == self.fingerprint for bug in run.bugs)

    def shrink(self, schedule: Schedule) -> Shrunk:
        """All of it."""
        limit = self.session.machine.limit
        try:
            return self._shrink(schedule)
        finally:
            self.session.machine.limit = limit

    def _shrink(self, schedule: Schedule) -> Shrunk:
        recorder = Recorder(schedule.answers, eager=schedule.eager, rand_seed=schedule.rand_seed)
        recorder.racy = schedule.racy
        try:
            first = self._run(recorder)
        except TimedOut:
            raise NotShown from None
        if not self.shows(first):
            raise NotShown
        if first.end != "steps":
            # A run that goes on and on is none that shows it.
            self.session.machine.limit = min(self.session.machine.limit, PATIENCE * first.steps + 1000)
        self.eager, self.rand_seed, self.racy = schedule.eager, schedule.rand_seed, schedule.racy
        given = tuple(recorder.asked.departures)
        best = self._simplest(given) or self._of_its_own(first, given) or self._attempt(given)
        if best is not None:
            best = self._earlier(self._fewer(best))
            found = self._verified(best, len(given))
            if found is not None:
                return found
        answers = trimmed(schedule.answers)
        return Shrunk(replace(schedule, answers=answers), first, given, len(given), self.runs, False, self.spent)

    def _simplest(self, given: tuple[Departure, ...]) -> _Better | None:
        """Without eager timers, points at accesses and the like, where the bug does not need them."""
        eager, seed, racy = given_kind = self.eager, self.rand_seed, self.racy
        kinds = ((NEVER, 0, ()), (NEVER, 0, racy), (min(eager, SOON), 0, racy), (eager, 0, racy), (NEVER, seed, racy))
        for kind in dict.fromkeys(kinds):
            self.eager, self.rand_seed, self.racy = kind
            if kind != given_kind and not self.spent:
                found = self._attempt(()) or self._attempt(given)
                if found is not None:
                    return found
        self.eager, self.rand_seed, self.racy = given_kind
        return self._attempt(())

    def _of_its_own(self, run: Run, given: tuple[Departure, ...]) -> _Better | None:
        """Only departures among goroutines that take part; of thousands of others none may matter."""
        bug = next(bug for bug in run.bugs if bug.fingerprint == self.fingerprint)
        paths = {run.notes[g].path for g in participants(run, bug)}
        among = tuple(d for d in given if d.key[0] in paths and d.answer in paths)
        touching = tuple(d for d in given if d.key[0] in paths or d.answer in paths)
        # Who was interrupted in favour of somebody else was so, in effect, in favour of another one that takes part.
        own = [d for d in given if d.key[0] in paths and d.key[2] == POINT]
        told = [tuple(d._replace(answer=path) if d.key[0] != path else d for d in own) for path in sorted(paths)[:4]]
        for departures in dict.fromkeys((among, touching, *told)):
            if len(departures) < len(given) and not self.spent:
                found = self._attempt(departures)
                if found is not None:
                    return found
        return None

    def _run(self, director: Director) -> Run:
        self.left -= 1
        self.runs += 1
        return self.session.run(director)

    def _attempt(self, departures: tuple[Departure, ...]) -> _Better | None:
        guided = Guided(departures, eager=self.eager, rand_seed=self.rand_seed)
        guided.racy = self.racy
        try:
            run = self._run(guided)
        except TimedOut:
            return None  # The limit was reached outside of the machine.
        if not self.shows(run):
            return None
        applied = tuple(guided.asked.departures)
        return _Better(applied, run, tuple(guided.asked.keys), (run.switches, switches(run), run.steps))

    def _try(self, departures: tuple[Departure, ...], best: _Better) -> _Better | None:
        """What ``departures`` lead to, if that is better."""
        if departures in self._tried:
            return None
        self._tried.add(departures)
        found = self._attempt(departures)
        return found if found is not None and found.cost < best.cost else None

    def _fewer(self, best: _Better) -> _Better:
        """Delta debugging."""
        size = max(1, len(best.departures) // 2)
        while best.departures and not self.spent:
            at = 0
            smaller = False
            while at < len(best.departures) and not self.spent:
                rest = best.departures[:at] + best.departures[at + size :]
                found = self._try(rest, best)
                if found is None:
                    at += size
                else:
                    best, smaller = found, True
            size = min(size, max(1, len(best.departures)))
            if size > 1:
                size = (size + 1) // 2
            elif not smaller:
                break
        return best

    def _earlier(self, best: _Better) -> _Better:
        """Each departure at another point of the same goroutine, or in favour of another goroutine."""
        improved = True
        while improved and not self.spent:
            improved = False
            for i, departure in enumerate(best.departures):
                found = self._moved(best, i, departure)
                if found is not None:
                    best, improved = self._fewer(found), True
                    break
        return best

    def _moved(self, best: _Better, i: int, departure: Departure) -> _Better | None:
        if departure.key[2] not in (POINT, BLOCKED):
            return None
        others = best.departures[:i] + best.departures[i + 1 :]
        kept = {d.key for d in others}
        for key in best.keys:
            if self.spent:
                break
            if key == departure.key or key in kept or key[2] not in (POINT, BLOCKED) or key[0] == departure.answer:
                continue
            found = self._try((*others, Departure(key, departure.answer)), best)
            if found is not None:
                return found
        return None

    def _verified(self, best: _Better, before: int) -> Shrunk | None:
        answers = trimmed(best.run.schedule.answers)
        schedule = Schedule(answers, self.eager, self.rand_seed, self.racy, self.session.settled)
        try:
            replay = self._run(Replayer.of(schedule))
        except TimedOut:
            return None
        if not self.shows(replay) or replay.trace_hash != best.run.trace_hash:
            return None
        return Shrunk(schedule, replay, best.departures, before, self.runs, not self.spent, self.spent)


def shrink(session: Session, schedule: Schedule, fingerprint: str, *, runs: int = 2000, seconds: float = 5.0) -> Shrunk:
    """The simplest schedule near this one that shows the bug with this fingerprint.

    Raises `NotShown` if the schedule itself does not show it.
    """
    return Shrinker(session, fingerprint, runs, seconds).shrink(schedule)
