"""Shadow memory: what is known of the accesses to each variable.

Fields of structs, variables with a box and maps have it with them (`goloupe.runtime.shadow`).  What is here is for the others: elements of
arrays, package variables, channels, objects that stand-ins made.
"""

from __future__ import annotations

import sys
from collections.abc import Set
from typing import Any, Final

from goloupe.race.stacks import Origin
from goloupe.runtime.maps import NIL_MAP, GoMap
from goloupe.runtime.shadow import FRESH, INPLACE, Cell, Sync, new_cell, shadow_slot
from goloupe.runtime.value import Box

CAPACITY: Final = 1 << 18
"""Objects that shadow memory holds on to at most; arrays count more, by their length."""


MAP: Final = "map"
"""The part that a map has."""


class More:
    """What few variables have."""

    __slots__ = ("atomics", "forgotten")

    def __init__(self) -> None:
        self.atomics: dict[int, tuple[int, int, Origin]] | None = None
        """Goroutine (its field; one more if it wrote) -> epoch, place and origin, of atomic operations."""
        self.forgotten = False
        """After a race, if Go's rule applies: reads do not count any more, and writes only from the next one on."""


def more_of(cell: Cell) -> More:
    """What few variables have: this one does."""
    more: More | None = cell.more
    if more is None:
        more = cell.more = More()
    return more


def forget(cell: Cell) -> None:
    """As ThreadSanitizer does with memory that had a race (`DoReportRace`)."""
    cell.write = cell.read = cell.write_at = cell.read_at = 0
    cell.write_from = cell.read_from = ()
    more = more_of(cell)
    more.atomics = cell.readers = None
    more.forgotten = True


class WatchedBox(Box):
    """A variable of its own, with its shadow."""

    __slots__ = ("s",)

    s: Cell

    def __init__(self, v: Any) -> None:
        self.v = v
        self.s = FRESH


class Shadow:
    """Cells by object and part."""

    __slots__ = ("_weight", "cells", "sync")

    def __init__(self) -> None:
        self.cells: dict[int, dict[Any, Any]] = {}
        """id of an object -> part -> `Cell`; under the key `SELF` is the object, so that it lives on."""
        self.sync: dict[Any, tuple[Any, Sync]] = {}
        """What stands for a synchronisation object -> the object, what was released into it."""
        self._weight = 0

    def cell(self, obj: Any, part: Any) -> Cell:
        """The cell of a part of an object."""
        if part.__class__ is str:
            slot = shadow_slot(part)
            found: Cell | None = getattr(obj, slot, None)
            if found is not None and found is not INPLACE:
                if found is FRESH:
                    found = new_cell()
                    setattr(obj, slot, found)
                return found
            if part == MAP and isinstance(obj, GoMap) and obj is not NIL_MAP:
                found = getattr(obj, "cell", None)
                if found is None:
                    found = obj.cell = new_cell()
                return found
        cells = self.cells.get(id(obj))
        if cells is None:
            cells = self.add(obj)
        found = cells.get(part)
        if found is None:
            found = cells[part] = new_cell()
        return found

    def add(self, obj: Any) -> dict[Any, Any]:
        """Begin with an object."""
        weight = 1 + (len(obj) >> 6 if isinstance(obj, (list, bytearray)) else 0)
        self._weight += weight
        if self._weight > CAPACITY:
            self._forget()
        cells: dict[Any, Any] = {SELF: obj}
        self.cells[id(obj)] = cells
        return cells

    def _forget(self) -> None:
        """Forget the older half."""
        for key in list(self.cells)[: len(self.cells) // 2 + 1]:
            del self.cells[key]
        self._weight //= 2

    def let_go(self, once: Set[int]) -> None:
        """Forget objects that nobody else has, so that a collection finds what they refer to; those with ids ``once`` are had once more."""
        cells = self.cells
        while True:
            alone = [key for key, parts in cells.items() if sys.getrefcount(parts[SELF]) == _ALONE + (key in once)]
            if not alone:
                return
            for key in alone:
                del cells[key]

    def clear(self) -> None:
        """Forget everything."""
        self.cells.clear()
        self.sync.clear()
        self._weight = 0


_ALONE: Final = 2
"""References to an object that only shadow memory has: its own, and the argument of the call that counts."""
SELF: Final = object()
"""The key of the object itself among its cells."""
