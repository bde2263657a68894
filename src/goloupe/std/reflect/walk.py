"""A walk through two values that DeepEqual compares: which pairs it has met, and what it tells the race detector, if there is one."""

from __future__ import annotations

import sys
from typing import Any

from goloupe.runtime.maps import NIL_MAP
from goloupe.runtime.rtype import Field, Type
from goloupe.runtime.value import Slice
from goloupe.std.internal_race import DETECTOR


class Walk:
    """One comparison."""

    __slots__ = ("_detector", "_origin", "_wholes", "visited")

    def __init__(self, rt: Any) -> None:
        self.visited: set[Any] = set()
        """Pairs of references that are compared."""
        self._detector = rt.values.get(DETECTOR)
        if self._detector is not None:
            from goloupe.race.stacks import capture
            from goloupe.race.wholes import Wholes

            self._wholes = Wholes(self._detector)
            self._origin = capture(sys._getframe(2))

    @property
    def tells(self) -> bool:
        """Whether there is anybody to tell."""
        return self._detector is not None

    def field(self, obj: Any, field: Field) -> Any:
        """A field of a struct."""
        if not field.type.inplace:
            self._detector.read_part(obj, field.slot, 0, self._origin)
        return getattr(obj, field.slot)

    def array(self, array: Any, t: Type) -> None:
        """The elements of an array."""
        if t.elem is not None and not t.elem.inplace:
            self._wholes.elements(array, 0, t.len, t.elem, False, 0, self._origin)

    def slice(self, s: Slice, t: Type) -> None:
        """The elements of a slice."""
        if t.elem is not None and not t.elem.inplace and s.arr is not None:
            self._wholes.elements(s.arr, s.off, s.off + s.len, t.elem, False, 0, self._origin)

    def pointed(self, pointer: Any) -> None:
        """What is behind a pointer, if it is no struct and no array."""
        from goloupe.race.detector import place_of

        self._detector.read_part(*place_of(pointer), 0, self._origin)

    def map(self, m: Any) -> None:
        """A map."""
        if m is not NIL_MAP:
            from goloupe.race.shadow import MAP

            self._detector.read_part(m, MAP, 0, self._origin)
