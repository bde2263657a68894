"""Many elements of an array with one and the same history.

Who copies 4096 bytes has accessed 4096 variables, and all of them in the same way.  So there is one cell for all, which counts for those
elements that have none of their own; an element gets its own, a copy, when it is accessed by itself (`goloupe.race.shadow.Shadow.cell`).
Cells of runs are never changed: an access to many elements puts others in their place.

Where an access to many is a race with the history of some, it is taken apart, and each element is looked at by itself: so reports are the
same as without runs.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import TYPE_CHECKING, Final

from goloupe.race.clocks import MASK, Thread
from goloupe.runtime.shadow import Cell

if TYPE_CHECKING:
    from collections.abc import Iterator

MANY: Final = 16
"""From so many elements on it pays."""

Run = tuple[int, int, Cell]
"""From an element to another, and what is known of all of them."""


class Runs:
    """The runs of an array, in order; none overlaps another."""

    __slots__ = ("_firsts", "_runs")

    def __init__(self) -> None:
        self._firsts: list[int] = []
        self._runs: list[Run] = []

    def own(self, i: int) -> Cell | None:
        """A cell for an element by itself, with the history that it has; None if it has none."""
        cell = self._of(i)
        return None if cell is None else _copy(cell)

    def knows(self, i: int, cell: Cell) -> bool:
        """Whether the cell that an element has says nothing else than that of its run."""
        run = self._of(i)
        return run is not None and cell.more is cell.sync is None and _same(run, cell)

    def _of(self, i: int) -> Cell | None:
        k = bisect_right(self._firsts, i) - 1
        return self._runs[k][2] if k >= 0 and i < self._runs[k][1] else None

    def access(self, first: int, last: int, t: Thread, floor: int, made: Cell, writes: bool) -> bool:
        """Elements are accessed as the cell ``made`` says; false, and nothing done, if that is a race with something."""
        runs = self._runs
        a = max(bisect_right(self._firsts, first) - 1, 0)
        if a < len(runs) and runs[a][1] <= first:
            a += 1
        b = a
        while b < len(runs) and runs[b][0] < last:
            b += 1
        new: list[Run] = []
        if a < b and runs[a][0] < first:
            new.append((runs[a][0], first, runs[a][2]))
        for lo, hi, cell in _covering(runs[a:b], first, last):
            after = made if cell is None else _after(cell, t, floor, made, writes)
            if after is None:
                return False
            new.append((lo, hi, after))
        if a < b and runs[b - 1][1] > last:
            new.append((last, runs[b - 1][1], runs[b - 1][2]))
        if a and runs[a - 1][1] == first:
            a -= 1
            new.insert(0, runs[a])
        merged = [new[0]]
        for run in new[1:]:
            before = merged[-1]
            if before[1] == run[0] and _same(before[2], run[2]):
                merged[-1] = (before[0], run[1], run[2])
            else:
                merged.append(run)
        runs[a:b] = merged
        self._firsts[a:b] = [run[0] for run in merged]
        return True


def _covering(runs: list[Run], first: int, last: int) -> Iterator[tuple[int, int, Cell | None]]:
    """The elements from one to another, with the gaps between the runs."""
    at = first
    for lo, hi, cell in runs:
        if at < lo:
            yield at, lo, None
        start, at = max(lo, first), min(hi, last)
        yield start, at, cell
    if at < last:
        yield at, last, None


def _after(cell: Cell, t: Thread, floor: int, made: Cell, writes: bool) -> Cell | None:
    """What is known after an access, as `Detector` has it of one variable; None if it is a race."""
    epoch, r, w = t.epoch, cell.read, cell.write
    if r == epoch and (not writes or w == epoch):
        return cell
    if w > floor and not t.follows(w):
        return None
    readers = cell.readers
    if writes:
        if readers is not None:
            return made if all(read[0] <= floor or t.follows(read[0]) for read in readers.values()) else None
        return made if r == w or r <= floor or t.follows(r) else None
    after = _copy(cell)
    if after.readers is not None:
        after.readers[t.shift] = (epoch, made.read_at, made.read_from)
    elif r != w and r > floor and not t.follows(r):
        after.readers = {r & MASK: (r, cell.read_at, cell.read_from), t.shift: (epoch, made.read_at, made.read_from)}
    after.read, after.read_at, after.read_from = epoch, made.read_at, made.read_from
    return after


def _copy(cell: Cell) -> Cell:
    made = Cell()
    made.read, made.read_at, made.read_from = cell.read, cell.read_at, cell.read_from
    made.write, made.write_at, made.write_from = cell.write, cell.write_at, cell.write_from
    made.readers = None if cell.readers is None else cell.readers.copy()
    made.more = made.sync = None
    return made


def _same(one: Cell, other: Cell) -> bool:
    """Whether two cells say the same."""
    return one is other or (
        one.read == other.read
        and one.write == other.write
        and one.readers is other.readers is None
        and one.read_at == other.read_at
        and one.write_at == other.write_at
        and one.read_from is other.read_from
        and one.write_from is other.write_from
    )
