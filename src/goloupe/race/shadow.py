"""Shadow memory: what is known of the accesses to each variable.

Fields of structs, variables with a box and maps have it with them (`goloupe.runtime.shadow`).  What is here is for the others: elements of
arrays, package variables, channels, objects that stand-ins made.
"""

from __future__ import annotations

import sys
from collections.abc import Set
from typing import Any, Final

from goloupe.race.runs import Runs
from goloupe.race.stacks import Origin
from goloupe.runtime.maps import NIL_MAP, GoMap
from goloupe.runtime.shadow import FRESH, INPLACE, Cell, Sync, new_cell, shadow_slot
from goloupe.runtime.value import Box, FieldRef

CAPACITY: Final = 1 << 18
"""Objects that shadow memory holds on to at most; arrays count more, by their length."""
FEW: Final = 1 << 13
"""Up to so many, nobody looks whether the program still has them."""

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

    __slots__ = ("_limit", "_weight", "cells", "sync")

    def __init__(self) -> None:
        self.cells: dict[int, dict[Any, Any]] = {}
        """id of an object -> part -> `Cell`; under the key `SELF` is the object, so that it lives on."""
        self.sync: dict[Any, tuple[Any, Sync]] = {}
        """What stands for a synchronisation object -> the object, what was released into it."""
        self._weight = 0
        self._limit = FEW

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
            runs: Runs | None = cells.get(RUNS)
            if runs is not None:
                found = runs.own(part)
            if found is None:
                found = new_cell()
            cells[part] = found
        return found

    def add(self, obj: Any) -> dict[Any, Any]:
        """Begin with an object."""
        self._weight += _weight(obj)
        if self._weight > self._limit:
            self._make_room()
        cells: dict[Any, Any] = {SELF: obj}
        self.cells[id(obj)] = cells
        return cells

    def _make_room(self) -> None:
        """Forget what nobody else has, and if that is not enough the older half; the next time comes when there is twice as much as now."""
        self.let_go(frozenset())
        cells = self.cells
        if self._count() > CAPACITY * 3 // 4:
            for key in list(cells)[: len(cells) // 2 + 1]:
                del cells[key]
        self._weight = self._count()
        self._limit = min(CAPACITY, max(FEW, 2 * self._weight))

    def _count(self) -> int:
        return sum(_weight(parts[SELF]) for parts in self.cells.values())

    def let_go(self, once: Set[int]) -> None:
        """Forget objects that nobody else has, so that a collection finds what they refer to; those with ids ``once`` are had once more."""
        cells, sync = self.cells, self.sync
        while True:
            ours = dict.fromkeys(cells, 1)
            for held in sync.values():
                whole = held[0]
                if whole.__class__ is FieldRef:
                    if sys.getrefcount(whole) > _OURS + 1:
                        continue  # Somebody else has the pointer, and so the struct.
                    whole = whole.obj
                ours[id(whole)] = ours.get(id(whole), 0) + 1
            whole = None
            # The name here, and the argument of the call, are references too.
            alone = set()
            for key, parts in cells.items():
                whole = parts[SELF]
                if sys.getrefcount(whole) == _OURS + ours[key] + (key in once):
                    alone.add(key)
            loose = []
            for key, held in sync.items():
                whole = held[0]
                if whole.__class__ is FieldRef:
                    whole = whole.obj
                if id(whole) in alone or sys.getrefcount(whole) == _OURS + ours.get(id(whole), 0) + (id(whole) in once):
                    loose.append(key)
            whole = None
            if not alone and not loose:
                return
            for key in alone:
                del cells[key]
            for key in loose:
                del sync[key]

    def clear(self) -> None:
        """Forget everything."""
        self.cells.clear()
        self.sync.clear()
        self._weight = 0
        self._limit = FEW


def _weight(obj: Any) -> int:
    """What an object counts."""
    cls = obj.__class__
    return 1 + (len(obj) >> 3 if cls is list or cls is bytearray else 0)


_OURS: Final = 2
"""References to an object beyond those of shadow memory, when somebody counts them: a name, and the argument of the call that counts."""
SELF: Final = object()
"""The key of the object itself among its cells."""
RUNS: Final = object()
"""The key of what is known of many elements of an array, for those without cells of their own."""
