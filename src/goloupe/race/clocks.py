"""Vector clocks and epochs.

A vector clock says how far each goroutine had come, as far as somebody knows.  It is one number: each goroutine has a field of `WIDTH` bits
in it, its clock; 0 if nothing is known.  So a clock is never copied, and two are joined by a few operations on long numbers, for all fields
at once (`join`).  The highest bit of a field is not used by clocks.

An epoch is one entry of such a clock as a single number: the clock above, the place of the goroutine's field in the lowest `BITS` bits.
`Thread.advance` begins a new one: what is accessed after a release is not what was released.

A program that makes a goroutine for each request has many in the course of time, and clocks with a field for each of them would fill the
memory.  So once there have been many (`detector.EXACT`) a goroutine gets the field of a finished one, and goes on where its clock
stopped, as if it was the same goroutine: which it might be, if what makes it knows all that the finished one released.
Only what that did after its last release, as behind ``wg.Done()``, then seems to be ordered before the new one.  With very many fields
(`detector.FIELDS`) that of any finished goroutine will do, and a race with what it did may be missed; Go's detector has 255 of them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, Final

WIDTH: Final = 40
BITS: Final = 32
MASK: Final = (1 << BITS) - 1
CLOCK: Final = (1 << (WIDTH - 1)) - 1
NEXT: Final = 1 << BITS
"""From an epoch to the next one of the same goroutine."""
TOP: Final = WIDTH - 1


class Thread:
    """What the detector knows of a goroutine."""

    __slots__ = ("created", "done", "earlier", "epoch", "goid", "ignore", "seen", "shift", "step", "vc")

    def __init__(self, number: int, goid: int, clock: int, vc: int, created: tuple[Any, ...] = ()) -> None:
        self.goid = goid
        self.shift = number * WIDTH
        """Where its field is in a vector clock."""
        self.step = 1 << self.shift
        # What is known of the field is of an earlier run: a lock of the standard library may have kept it.
        self.vc = vc + ((clock - ((vc >> self.shift) & CLOCK)) << self.shift)
        self.epoch = clock << BITS | self.shift
        self.created = created
        """The stack of the ``go`` statement: see `goloupe.race.stacks`."""
        self.seen = 0
        """An epoch of another goroutine that it is known to follow."""
        self.done = False
        self.ignore = 0
        self.earlier: tuple[int, Thread] | None = None
        """The first epoch of this goroutine, and whose field it was before."""

    def successor(self, goid: int, vc: int, created: tuple[Any, ...]) -> Thread:
        """A goroutine that gets the field of this one, which is finished, and is made by one that knows ``vc``."""
        known = (vc >> self.shift) & CLOCK
        t = Thread(self.shift // WIDTH, goid, (self.epoch >> BITS) + 1, vc - (known << self.shift), created)
        t.earlier = t.epoch, self
        return t

    def at(self, epoch: int) -> Thread:
        """Whose epoch it is: this one's, or that of one whose field it was before."""
        t = self
        while t.earlier is not None and epoch < t.earlier[0]:
            t = t.earlier[1]
        return t

    def advance(self) -> None:
        """A new epoch: what comes now is not what was released before."""
        self.vc += self.step
        self.epoch += NEXT

    def follows(self, epoch: int) -> bool:
        """Whether it knows that goroutine's clock."""
        return (self.vc >> (epoch & MASK)) & CLOCK >= epoch >> BITS


@cache
def guard_of(fields: int) -> int:
    """The highest bit of each of so many fields."""
    return sum(1 << (WIDTH * i + TOP) for i in range(fields))


_FEW, _SOME = 1 << 12 * WIDTH, 1 << 48 * WIDTH
_FEW_GUARD, _SOME_GUARD = guard_of(12), guard_of(48)


def join(a: int, b: int) -> int:
    """The least clock that is at least both."""
    top = a if a > b else b
    if top < _FEW:
        guard = _FEW_GUARD
    elif top < _SOME:
        guard = _SOME_GUARD
    else:
        guard = guard_of(1 << (top.bit_length() // WIDTH).bit_length())
    # What a has more than b; where it has less, the guard bit of the field is gone.  From that comes a mask of the bits below.
    more = (a | guard) - b
    mask = more & guard
    return b + (more & (mask - (mask >> TOP)))
