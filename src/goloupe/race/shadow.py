"""Shadow memory: what is known of the accesses to each variable."""

from __future__ import annotations

import sys
from collections.abc import Set
from typing import Any, Final

from goloupe.race.clocks import Vector
from goloupe.race.stacks import Stack

CAPACITY: Final = 1 << 18
"""Objects that shadow memory holds on to at most; arrays count more, by their length."""


class Cell:
    """One variable.  Epochs are 0 for never."""

    __slots__ = ("atomics", "forgotten", "read", "read_stack", "readers", "write", "write_stack")

    def __init__(self) -> None:
        self.write = 0
        self.write_stack: Stack = ()
        self.read = 0
        self.read_stack: Stack = ()
        self.readers: dict[int, tuple[int, Stack]] | None = None
        """Goroutine -> clock and stack, when there were reads that are not ordered."""
        self.atomics: dict[tuple[int, bool], tuple[int, Stack]] | None = None
        """Goroutine and whether it wrote -> clock and stack, of atomic operations."""
        self.forgotten = False
        """After a race, if Go's rule applies: reads do not count any more, and writes only from the next one on."""

    def forget(self) -> None:
        """As ThreadSanitizer does with memory that had a race (`DoReportRace`)."""
        self.write = self.read = 0
        self.write_stack = self.read_stack = ()
        self.readers = self.atomics = None
        self.forgotten = True


class Shadow:
    """Cells by object and part."""

    __slots__ = ("_weight", "cells", "sync")

    def __init__(self) -> None:
        self.cells: dict[int, dict[Any, Any]] = {}
        """id of an object -> part -> `Cell`; under the key `SELF` is the object, so that it lives on."""
        self.sync: dict[Any, tuple[Any, Vector, int, int]] = {}
        """What stands for a synchronisation object -> the object, what was released into it, who did and at which of its clocks."""
        self._weight = 0

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
