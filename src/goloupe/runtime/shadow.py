"""Shadow memory of the race detector (`goloupe.race`), as far as it is part of the values themselves.

A struct class of a program that is watched has a slot more for each field that is a variable of its own: for ``f_a`` there is ``s_a``, with
a `Cell`.  All begin with `FRESH`, which stands for "no access so far" and is never changed; the detector replaces it.  So the question
whether this goroutine has just made the same access is two comparisons in lowered code, and shadow memory goes with its object.

An *epoch* is a goroutine and its clock in one number, 0 for never: see `goloupe.race.clocks`.
"""

from __future__ import annotations

from typing import Any, Final


class Sync:
    """What was released into a synchronisation object."""

    __slots__ = ("base", "by", "epoch", "vc")

    def __init__(self) -> None:
        self.by: Any = None
        """The goroutine (`goloupe.race.clocks.Thread`) that released last."""
        self.epoch = 0
        """When it did."""
        self.vc = 0
        """What it knew then, as a vector clock."""
        self.base = 0
        """What others had released before, if that counts, too."""


class Cell:
    """One variable: the last accesses, each an epoch and a place (see `goloupe.race.stacks`)."""

    __slots__ = ("more", "read", "read_at", "read_from", "readers", "sync", "write", "write_at", "write_from")

    read: int
    """The last read, or the last write if there was no read since."""
    read_at: int
    read_from: Any
    write: int
    write_at: int
    write_from: Any
    readers: dict[int, tuple[int, int, Any]] | None
    """Goroutine (its field) -> epoch and place, when there were reads that are not ordered."""
    more: Any
    """What few variables have."""
    sync: Sync | None


def new_cell() -> Cell:
    """The cell of a variable without accesses; written out where it has to be quick."""
    cell = Cell()
    cell.read = cell.read_at = cell.write = cell.write_at = 0
    cell.read_from = cell.write_from = cell.readers = cell.more = cell.sync = None
    return cell


FRESH: Final = new_cell()
"""The cell of all variables that nobody has accessed."""
INPLACE: Final = new_cell()
"""The cell of fields that are structs or arrays themselves: to name one is no access."""
INPLACE.more = INPLACE


def shadow_slot(slot: str) -> str:
    """The slot for the shadow of a field."""
    return "s" + slot[1:]
