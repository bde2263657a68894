"""Partial order sampling: each pending operation has a random priority, and draws anew when another one conflicts with it.

Yuan, Yang and Gu, *Partial order aware concurrency sampling*, CAV 2018.  The operation with the highest priority is done; then the
pending operations on the same object get new priorities.  Thus orders of operations that have nothing to do with each other do not
matter, and each partial order has a probability bounded from below.
"""

from __future__ import annotations

from random import Random
from typing import TYPE_CHECKING, Any

from goloupe.explore.director import Director
from goloupe.explore.events import SELECTS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from goloupe.runtime.runtime2 import G


class Pos(Director):
    """One run of partial order sampling."""

    __slots__ = ("_draw", "_timer")

    name = "pos"
    paper = "Yuan, Yang, Gu: Partial order aware concurrency sampling, CAV 2018"

    def _start(self) -> None:
        self._draw = Random(self.seed).random
        self._timer = 0.0

    def order(self, current: G | None, ready: Sequence[G], n: int) -> int:
        """Highest priority first."""
        draw = self._draw
        best = 0.0
        choice = at = 0
        if current is not None:
            note = current.note
            best = note.priority = note.priority or draw() or 1.0
            at = 1
        for i, g in enumerate(ready, at):
            note = g.note
            p = note.priority
            if not p:
                p = note.priority = draw() or 1.0
            if p > best:
                best = p
                choice = i
        if n > at + len(ready):  # The next timer is one more.
            timer = self._timer = self._timer or draw() or 1.0
            if timer > best:
                self._timer = 0.0
                return n - 1
        return choice

    def executed(self, g: G) -> None:
        """Operations that conflict with this one draw again."""
        note = g.note
        note.priority = 0.0
        obj = note.obj
        if obj is None:
            return
        machine = self.machine
        assert machine is not None
        ready = machine.p.runq
        if not ready:
            return
        mine = objects(note.op, obj)
        for other in ready:
            o = other.note
            theirs = o.obj
            if theirs is not None and o.priority and (theirs is obj or any(x in mine for x in objects(o.op, theirs))):
                o.priority = 0.0

    def pick(self, kind: str, n: int) -> int:  # noqa: ARG002
        """Any."""
        return int(self._draw() * n)


def objects(op: str, obj: Any) -> Sequence[Any]:
    """What an operation works on."""
    return [case[0] for case in obj if case[0] is not None] if op in SELECTS else (obj,)
