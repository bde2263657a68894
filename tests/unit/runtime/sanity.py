"""Checks of the scheduler's invariants.

`check` may be called whenever a goroutine runs.  `Checked` is a scheduler that does so at every choice.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from goloupe.runtime.sched import RandomScheduler

if TYPE_CHECKING:
    from goloupe.runtime.proc import Proc
    from goloupe.runtime.runtime2 import G


def check(rt: Proc) -> None:
    """Raise AssertionError if the machine is in a state that cannot be."""
    where: dict[int, str] = {}

    def found(g: G, place: str) -> None:
        other = where.get(g.id)
        if other is not None:
            raise AssertionError(f"{g} is both {other} and {place}")
        where[g.id] = place
        if g.reason and place != "running":
            raise AssertionError(f"{g} is {place}, but waits: {g.reason}")

    for p in rt.allp:
        if p.curg is not None:
            if p is rt.p:
                raise AssertionError("the current processor has a goroutine set aside")
            found(p.curg, f"running on P{p.id}")
        if p.runnext is not None:
            found(p.runnext, f"next on P{p.id}")
        for g in p.runq:
            found(g, f"queued on P{p.id}")
        if len(p.runq) > 256:
            raise AssertionError(f"P{p.id} has {len(p.runq)} goroutines in its queue")
        if p is not rt.p and p.curg is None and (p.runq or p.runnext is not None):
            raise AssertionError(f"P{p.id} is idle, but has goroutines")
    for g in rt.globq:
        found(g, "in the global queue")
    if rt.globq and not rt.attn:
        raise AssertionError("the global queue is not empty, but nobody looks")
    for g in rt.allgs.values():
        if g is not rt.curg and not g.reason and g.id not in where:
            raise AssertionError(f"{g} is runnable, but in no queue")


class Checked(RandomScheduler):
    """Random choices, with a check before each.  Set ``rt`` once the machine is there."""

    __slots__ = ("rt",)

    def _start(self) -> None:
        super()._start()
        self.rt: Proc | None = None

    def choose(self, kind: str, n: int) -> int:
        """Check, then choose."""
        if self.rt is not None and kind == "preempt":
            check(self.rt)
        return super().choose(kind, n)
