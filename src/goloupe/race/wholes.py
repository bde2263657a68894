"""Accesses to many variables at once: a struct, an array, or some elements of a slice is copied, assigned, compared.

To name a struct or an array that lies within another value is no access; what counts are the variables at the bottom: fields and elements
that are neither.  So each of those has a shadow of its own, and who copies a whole has accessed all of them.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from goloupe.race.detector import BLIND, Detector
from goloupe.race.fields import fields
from goloupe.race.stacks import Origin
from goloupe.runtime.rtype import Type
from goloupe.runtime.shadow import Cell
from goloupe.runtime.value import ArrayView

_SIMPLE: Final = frozenset((int, bool, bytes, float, complex))
"""Values that are equal if Python says so."""
Act = Callable[[Any, Any, int, Any], None]
"""`Detector.read_part` or `Detector.write_part`."""


class Wholes:
    """What tells a detector of them."""

    __slots__ = ("_detector", "_get", "_put")

    def __init__(self, detector: Detector) -> None:
        self._detector = detector
        quick = fields(detector)
        self._get, self._put = quick["get"], quick["put"]

    def all_of(self, obj: Any, t: Type | None, writes: bool, place: int, origin: Origin) -> None:
        """A struct, or an array of the type ``t``; without it, an array whose elements are neither structs nor arrays."""
        self._all([(obj, t)], writes, place, origin)

    def compared(self, obj: Any, other: Any, same: bool, place: int, origin: Origin) -> None:
        """Two structs were compared, and were the ``same``: if not, only what comes before the first difference was read, and that."""
        if same:
            self._all([(obj, None), (other, None)], False, place, origin)
            return
        while hasattr(obj.__class__, "_plain"):
            pair = self._up_to_difference(obj, other, place, origin)
            if pair is None:
                return
            obj, other = pair

    def _up_to_difference(self, obj: Any, other: Any, place: int, origin: Origin) -> tuple[Any, Any] | None:
        """Read the fields of structs that differ; if the difference is within a field, that, of both."""
        read = self._detector.read_part
        within = dict(obj.__class__._within)
        for name in obj.__class__.__slots__:
            one, two = getattr(obj, name), getattr(other, name)
            if name in within:
                if not within[name].eq(one, two):
                    return one, two
                self._all([(one, within[name]), (two, within[name])], False, place, origin)
            elif not name.startswith("_"):
                read(obj, name, place, origin)
                read(other, name, place, origin)
                if one.__class__ not in _SIMPLE or one != two:
                    break
        return None

    def elements(self, array: Any, first: int, last: int, et: Type, writes: bool, place: int, origin: Origin) -> None:
        """The elements of an array from one to another, of the type ``et``."""
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
        for i in range(first, last):
            cell = cells.get(i)
            if cell is None:
                cells[i] = cell = Cell()
                cell.readers = cell.more = cell.sync = None
                cell.read = epoch
                if writes:
                    cell.write, cell.write_at, cell.write_from = epoch, place, origin
                    cell.read_at, cell.read_from = 0, ()
                else:
                    cell.read_at, cell.read_from = place, origin
                    cell.write, cell.write_at, cell.write_from = 0, 0, ()
            elif cell.read != epoch or (writes and cell.write != epoch):
                act(array, i, place, origin)
