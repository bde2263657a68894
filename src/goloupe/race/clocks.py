"""Vector clocks and epochs.

A vector clock says how far each goroutine had come, as far as somebody knows: goroutine number -> clock, 0 if missing.  An epoch is one
entry of such a clock as a single number: the clock above, the goroutine's number in the lowest `BITS` bits.
"""

from __future__ import annotations

from typing import Any, Final

BITS: Final = 32
MASK: Final = (1 << BITS) - 1

Vector = dict[int, int]


class Thread:
    """What the detector knows of a goroutine."""

    __slots__ = ("clock", "created", "done", "epoch", "goid", "ignore", "tid", "vc")

    def __init__(self, tid: int, goid: int, vc: Vector, created: tuple[Any, ...] = ()) -> None:
        self.tid = tid
        self.goid = goid
        self.vc = vc
        self.clock = 1
        vc[tid] = 1
        self.epoch = 1 << BITS | tid
        self.created = created
        """The stack of the ``go`` statement: see `goloupe.race.stacks`."""
        self.done = False
        self.ignore = 0

    def advance(self) -> None:
        """A new epoch: what comes now is not what was released before."""
        self.clock = self.vc[self.tid] = self.clock + 1
        self.epoch += 1 << BITS


def join(into: Vector, other: Vector) -> None:
    """The least clock that is at least both, in the first."""
    get = into.get
    for tid, clock in other.items():
        if get(tid, 0) < clock:
            into[tid] = clock
