"""Accesses to many variables at once: a struct, an array, or some elements of a slice is copied, assigned, compared.

To name a struct or an array that lies within another value is no access; what counts are the variables at the bottom: fields and elements
that are neither.  So each of those has a shadow of its own, and who copies a whole has accessed all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.race.detector import BLIND, Detector
from goloupe.race.equality import BYTES, INNER, LENGTH, Step, groups, steps
from goloupe.race.fields import fields
from goloupe.race.runs import MANY, Runs
from goloupe.race.shadow import RUNS
from goloupe.race.stacks import Origin
from goloupe.runtime.rtype import ARRAY, Type
from goloupe.runtime.shadow import Cell
from goloupe.runtime.value import ArrayView

Act = Callable[[Any, Any, int, Any], None]
"""`Detector.read_part` or `Detector.write_part`."""


class Wholes:
    """What tells a detector of them."""

    __slots__ = ("_detector", "_get", "_put", "_steps")

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        quick = fields(detector)
        self._get, self._put = quick["get"], quick["put"]
        self._steps: dict[type, tuple[Step, ...] | None] = {}
        """How structs of a class are compared."""

    def all_of(self, obj: Any, t: Type | None, writes: bool, place: int, origin: Origin) -> None:
        """A struct, or an array of the type ``t``; without it, an array whose elements are neither structs nor arrays."""
        self._all([(obj, t)], writes, place, origin)

    def compared(self, one: Any, other: Any, t: Type | None, place: int, origin: Origin) -> bool:
        """Two structs, or two arrays of the type ``t``, are compared; returns whether they are the same.

        If not, what comes after the first difference was not read: see `equality`.
        """
        if t is not None and t.kind == ARRAY:
            return self._arrays_compared(one, other, t, place, origin)
        cls = one.__class__
        if not hasattr(cls, "_fields"):
            return bool(one._eq(other))  # A stand-in's own class.
        try:
            plan = self._steps[cls]
        except KeyError:
            plan = self._steps[cls] = steps(cls._fields)
        if plan is None:
            self._all([(one, None), (other, None)], False, place, origin)
            return bool(one._eq(other))
        for what, slot, shadow, within in plan:
            value, also = getattr(one, slot), getattr(other, slot)
            if what == INNER:
                if not self.compared(value, also, within, place, origin):
                    return False
                continue
            if what != BYTES:
                self._field(one, slot, shadow, place, origin)
                self._field(other, slot, shadow, place, origin)
            if len(value) != len(also) if what == LENGTH else not within.eq(value, also):
                return False
        return True

    def _arrays_compared(self, one: Any, other: Any, t: Type, place: int, origin: Origin) -> bool:
        """The same for arrays."""
        et, together = t.elem, groups(t)
        assert et is not None
        if together is None:
            self._all([(one, t), (other, t)], False, place, origin)
            return bool(t.eq(one, other))
        at = 0
        for n in together:
            if et.inplace:
                if not self.compared(one[at], other[at], et, place, origin):
                    return False
            else:
                self.elements(one, at, at + n, et, False, place, origin)
                self.elements(other, at, at + n, et, False, place, origin)
                if not all(et.eq(one[i], other[i]) for i in range(at, at + n)):
                    return False
            at += n
        return True

    def _field(self, obj: Any, slot: str, shadow: str, place: int, origin: Origin) -> None:
        """A field is read."""
        cell = getattr(obj, shadow, None)
        epoch = self._detector.now
        if cell is None or not origin or epoch is BLIND:
            self._detector.read_part(obj, slot, place, origin)
        elif cell.read != epoch:
            self._get(obj, shadow, cell, place, origin)

    def elements(self, array: Any, first: int, last: int, et: Type, writes: bool, place: int, origin: Origin) -> None:
        """The elements of an array from one to another, of the type ``et``."""
        if array.__class__ is ArrayView:
            array, first, last = array.arr, array.off + first, array.off + last
        if et.inplace:
            self._all([(obj, et) for obj in array[first:last]] if et.size else [], writes, place, origin)
        else:
            self.span(array, first, last, writes, place, origin)

    def _all(self, pending: list[tuple[Any, Type | None]], writes: bool, place: int, origin: Origin) -> None:
        d = self._detector
        act: Act = d.write_part if writes else d.read_part
        quick = self._put if writes else self._get
        in_place = bool(origin) and d.now is not BLIND
        while pending:
            obj, t = pending.pop()
            plain = getattr(obj.__class__, "_plain", None)
            if plain is not None:
                epoch = d.now
                for name, shadow in plain:
                    cell = getattr(obj, shadow, None)
                    if cell is None or not in_place:
                        act(obj, name, place, origin)
                    elif cell.read != epoch or (writes and cell.write != epoch):
                        quick(obj, shadow, cell, place, origin)
                pending += [(getattr(obj, name), within) for name, within in obj.__class__._within]
                continue
            if obj.__class__ is ArrayView:
                array, first, n = obj.arr, obj.off, obj.n
            elif hasattr(obj, "__len__"):
                array, first, n = obj, 0, len(obj)
            else:
                continue  # A stand-in's own class.
            elem = None if t is None else t.elem
            if elem is None or not elem.inplace:
                self.span(array, first, first + n, writes, place, origin)
            elif elem.size:
                pending += [(part, elem) for part in array[first : first + n]]

    def span(self, array: Any, first: int, last: int, writes: bool, place: int, origin: Origin) -> None:
        """Elements that are neither structs nor arrays."""
        d = self._detector
        act: Act = d.write_part if writes else d.read_part
        epoch = d.now
        if epoch is BLIND:
            for i in range(first, last):
                act(array, i, place, origin)
            return
        cells = d.shadow.cells.get(id(array))
        if cells is None:
            cells = d.shadow.add(array)
        runs = cells.get(RUNS)
        if last - first >= MANY and self._together(array, cells, runs, first, last, writes, place, origin):
            return
        for i in range(first, last):
            cell = cells.get(i)
            if cell is None and runs is None:
                cells[i] = _first(epoch, writes, place, origin)
            elif cell is None or cell.read != epoch or (writes and cell.write != epoch):
                act(array, i, place, origin)

    def _together(
        self, array: Any, cells: dict[Any, Any], runs: Runs | None, first: int, last: int, writes: bool, place: int, origin: Origin
    ) -> bool:
        """Access many elements as one, and those with cells of their own by themselves; false, and nothing done, if all must be."""
        d = self._detector
        own = _inside(cells, first, last) if len(cells) > 1 + (runs is not None) else ()
        made = _first(d.now, writes, place, origin)
        if runs is None:
            runs = Runs()
        if not runs.access(first, last, d.current, d.floor, made, writes):
            return False
        cells[RUNS] = runs
        act: Act = d.write_part if writes else d.read_part
        for i in own:
            cell = cells[i]
            if cell.read != made.read or (writes and cell.write != made.write):
                act(array, i, place, origin)
                if writes and runs.knows(i, cell):
                    del cells[i]
        return True


def _inside(cells: dict[Any, Any], first: int, last: int) -> list[int]:
    """Which elements have cells of their own, in order."""
    if len(cells) > last - first:
        return [i for i in range(first, last) if i in cells]
    return sorted(i for i in cells if i.__class__ is int and first <= i < last)


def _first(epoch: int, writes: bool, place: int, origin: Origin) -> Cell:
    """The cell of what was not accessed before."""
    cell = Cell()
    cell.readers = cell.more = cell.sync = None
    cell.read = epoch
    if writes:
        cell.write, cell.write_at, cell.write_from = epoch, place, origin
        cell.read_at, cell.read_from = 0, ()
    else:
        cell.read_at, cell.read_from = place, origin
        cell.write, cell.write_at, cell.write_from = 0, 0, ()
    return cell
