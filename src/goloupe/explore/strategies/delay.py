"""Delay bounding: all schedules that depart from the natural order at most a few times.

Emmi, Qadeer and Rakamaric, *Delay-bounded scheduling*, POPL 2011.  A deterministic scheduler is allowed a number of delays; a delayed
goroutine goes behind all others, and runs again when they are blocked.  Many bugs need one or two delays, schedules with d delays are
only of the order of k^d for k points, and what is found has few context switches to begin with.  Other choices than the first (of a
select, of a map) count as one delay too.

The search goes by the number of delays.  A departure is passed over if the same one was made in the same state: states are compared by
the hash of the partial order of all operations so far, and by who is in which place of the queue.

A search can be cut into parts: each makes the runs with fewer delays than the most, which are few, and its share of the others.
"""

from __future__ import annotations

from collections import deque
from typing import TYPE_CHECKING, Final

from goloupe.explore.behaviour import Chain
from goloupe.explore.director import Director

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.explore.run import Run
    from goloupe.runtime.runtime2 import G

PAPER: Final = "Emmi, Qadeer, Rakamaric: Delay-bounded scheduling, POPL 2011"
VALUES: Final = 3
"""Other values than the first that are tried of a choice that is not of a goroutine."""
ROOM: Final = 200_000
"""Schedules that wait to be run, at most."""

Delays = tuple[tuple[int, int], ...]
"""At which choice of the run, and by how many places to go behind the natural one."""


class Delayed(Director):
    """One run with given delays."""

    __slots__ = ("_coming", "_delays", "_next", "_note", "_stamp", "points")

    name = "delay"
    paper = PAPER

    def __init__(self, delays: Delays = (), *, note: bool = False) -> None:
        self._delays = delays
        self._note = note
        """Whether the choices after the last delay are noted in ``points``."""
        super().__init__(0)

    def _start(self) -> None:
        self._coming = iter((*self._delays, (-1, 0)))
        self._next = next(self._coming)
        self._stamp = 0
        self.points: list[tuple[int, int, int, int, bool]] = []
        """Number of the choice, how many others there are, events before it, hash of the queue, whether each place behind costs a delay."""

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:
        """The one that was delayed least recently, or for each delay that falls here the one behind that."""
        skip = 0
        at, places = self._next
        if at < 0:
            if self._note:
                self._noted(current, ready, n)
            if not self._stamp:
                return 0
        elif at == len(self.log):
            skip = places
            self._next = next(self._coming)
        elif not self._stamp:
            return 0
        queue = [*ready] if current is None else [current, *ready]
        ranked = sorted(range(len(queue)), key=lambda i: queue[i].note.priority)
        for i in ranked[:skip]:
            self._stamp += 1
            queue[i].note.priority = self._stamp
        return ranked[skip] if skip < len(ranked) else ranked[-1]

    def _noted(self, current: G | None, ready: Sequence[G], n: int) -> None:
        machine = self.machine
        assert machine is not None
        paths = [g.note.path for g in ready]
        late = [(note.path, note.priority) for note in machine.notes if note.priority] if self._stamp else ()
        queue = hash((current and current.note.path, *paths, *late))
        self.points.append((len(self.log), n - 1, len(machine.events), queue, True))

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """The first, or what a delay that falls here says."""
        at, value = self._next
        if at < 0:
            machine = self.machine
            if self._note and machine is not None:
                self.points.append((len(self.log), min(n - 1, VALUES), len(machine.events), -1, False))
        elif at == len(self.log):
            self._next = next(self._coming)
            return value
        return 0


class DelayBound:
    """All schedules with at most ``bound`` delays; or one part of so many: see above."""

    name = Delayed.name
    paper = PAPER
    complete = False

    def __init__(self, bound: int, part: int = 0, parts: int = 1) -> None:
        self.bound = bound
        self._part = part
        self._parts = parts
        self.covered = -1
        """All schedules with at most so many delays have been handed out."""
        self._levels: list[deque[Delays]] = [deque() for _ in range(bound + 1)]
        self._levels[0].append(())
        self._seen: set[tuple[int, int]] = set()
        self._level = 0
        self._full = False
        self._passed = 0
        """Schedules with the most delays that were made, or left to other parts."""
        self._last: Delayed | None = None

    def next_schedule(self) -> Director | None:
        """One with the fewest delays that are left."""
        while self._level <= self.bound:
            level = self._levels[self._level]
            last = self._level == self.bound
            while level:
                delays = level.popleft()
                if last:
                    self._passed += 1
                    if self._passed % self._parts != self._part:
                        continue
                self._last = Delayed(delays, note=not last)
                return self._last
            if not self._full:
                self.covered = self._level
            self._level += 1
        return None

    def finished(self, run: Run) -> None:
        """Delay once more, everywhere after the last delay."""
        last = self._last
        if last is None or not last.points:
            return
        delays = last._delays
        seen = self._seen
        left = self.bound - self._level
        chain = Chain(run.notes)
        done = 0
        room = ROOM - sum(map(len, self._levels))
        for at, others, events, queue, each in last.points:
            state = (chain.extend(run.events[done:events]), queue)
            done = events
            if state in seen:
                continue
            seen.add(state)
            for value in range(1, min(others, left if each else others) + 1):
                self._levels[self._level + (value if each else 1)].append((*delays, (at, value)))
                room -= 1
            if room < 0:
                self._full = True
                break
