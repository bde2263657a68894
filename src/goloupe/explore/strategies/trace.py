"""What happened before what in a run, and which of its steps race with each other.

A run is a row of *steps*: what a goroutine does from one point, or from where it went on after waiting, to the next.  Step a happens before
step b if they are of the same goroutine, if a made b's goroutine runnable or created it, if they are dependent (`dependence`) and a came
first, if time went on between them, or by a chain of these.  Vector clocks hold it: for each step and goroutine the last step of
that goroutine that happens before it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goloupe.explore.strategies.dependence import AFTER, CHAN, CONFLICTS, RECV, SEND, WAIT, Access

if TYPE_CHECKING:
    from goloupe.explore.strategies.dpor import Node


class Step:
    """What one goroutine does between two decisions."""

    __slots__ = ("accesses", "awaited", "clock", "effects", "g", "node", "parked")

    def __init__(self, g: int, node: Node | None, accesses: list[Access], awaited: bool) -> None:
        self.g = g
        self.node = node
        """Where it was chosen among several."""
        self.accesses = accesses
        self.effects: list[Access] = []
        """What it did after its operation."""
        self.awaited = awaited
        """The operation is still to be told."""
        self.parked = False
        """The operation had to wait."""
        self.clock: list[int] = []


class Trace:
    """The steps of a run."""

    def __init__(self) -> None:
        self.steps: list[Step] = []
        self.wakes: list[tuple[int, int]] = []
        """Step that made a goroutine runnable, and the goroutine."""
        self.jumps: list[int] = []
        """Before which steps time has gone on."""
        self.caps: dict[Any, int] = {}
        """Room in channels that were sent to or received from."""

    def races(self, goroutines: int, since: int, pending: list[tuple[int, list[Access]]]) -> list[tuple[int, int]]:
        """Compute the clocks; the pairs of steps from ``since`` on with an earlier one that are dependent and adjacent.

        Adjacent: no step happens between them.  ``pending``: operations still to be done when the program ended, as further steps.
        """
        steps = self.steps
        real = len(steps)
        steps += [Step(g, None, touched, False) for g, touched in pending]
        clocks = [[-1] * goroutines for _ in range(goroutines)]
        last = [-1] * goroutines
        tables: dict[Any, dict[int, dict[int, int]]] = {}
        queues: dict[Any, tuple[list[int], list[int]]] = {}
        wakes: dict[int, list[int]] = {}
        for waker, g in self.wakes:
            wakes.setdefault(waker, []).append(g)
        jumps = iter((*self.jumps, len(steps) + 1))
        jump = next(jumps)
        out: list[tuple[int, int]] = []
        for t, step in enumerate(steps):
            while t >= jump:
                for clock in clocks:
                    clock[:] = last
                jump = next(jumps)
            g = step.g
            clock = clocks[g]
            before = clock.copy()
            found: set[int] = set()
            touched = step.accesses + step.effects if step.effects else step.accesses
            for key, kind in touched:
                table = tables.get(key)
                if table is None:
                    table = tables[key] = {}
                else:
                    for other in CONFLICTS[kind]:
                        for h, i in table.get(other, _NONE).items():
                            if h != g:
                                if i > before[h]:
                                    found.add(i)
                                _join(clock, steps[i].clock)
                    if not step.parked:
                        for other in AFTER.get(kind, ()):
                            for i in table.get(other, _NONE).values():
                                _join(clock, steps[i].clock)
                if kind in (SEND, RECV):
                    i = self._partner(queues, table, key, kind, t)
                    if i >= 0 and not step.parked:
                        _join(clock, steps[i].clock)
            if found and t >= since:
                out += [(i, t) for i in found if not any(steps[j].clock[steps[i].g] >= i for j in found if j != i)]
            if t >= real:
                continue
            clock[g] = last[g] = t
            step.clock = clock.copy()
            for key, kind in touched:
                tables[key].setdefault(kind, {})[g] = t
            for woken in wakes.get(t, ()):
                _join(clocks[woken], clock)
                waited = steps[last[woken]] if last[woken] >= 0 else None
                if waited is not None and waited.parked:
                    for key, kind in waited.accesses:
                        if kind == WAIT:
                            for i in tables[key].get(AFTER[WAIT][0], _NONE).values():
                                _join(clocks[woken], steps[i].clock)
        for step in steps[real:]:
            step.clock = clocks[step.g]
        return out

    def _partner(self, queues: dict[Any, tuple[list[int], list[int]]], table: dict[int, Any], key: Any, kind: int, t: int) -> int:
        """The step that gave what this one receives, or that made room for what it sends; -1 if that is not known."""
        if CHAN in table:
            return -1
        sends, recvs = queues.setdefault(key, ([], []))
        mine, others = (sends, recvs) if kind == SEND else (recvs, sends)
        at = len(mine) - (self.caps.get(key, 0) if kind == SEND else 0)
        mine.append(t)
        return others[at] if 0 <= at < len(others) else -1

    def initials(self, first: int, second: int) -> set[int]:
        """The goroutines that can begin what leads to step ``second`` without step ``first`` and all that happens after it."""
        steps = self.steps
        g = steps[first].g
        heads: dict[int, int] = {}
        out: set[int] = set()
        for j in range(first + 1, second + 1):
            step = steps[j]
            if j != second and step.clock[g] >= first:
                continue
            h = step.g
            if h not in heads:
                heads[h] = j
                clock = step.clock
                if all(clock[k] < i for k, i in heads.items() if k != h):
                    out.add(h)
        return out


_NONE: dict[int, int] = {}


def _join(clock: list[int], other: list[int]) -> None:
    for i, x in enumerate(other):
        if x > clock[i]:
            clock[i] = x
