"""Addresses: the numbers that pointers show as, the same in every run with the same seed.

Python's own addresses differ from run to run, so an object gets a number when a program first asks for it: the next free place of a
made-up heap that begins where Go's does.  An object that has been asked about is kept until the end of the run, because no other may get
its number.  Elements of an array and fields of a struct are numbered from the start of what they are in, in steps of a word.  Descriptors
of types lie where the linker would put them (`linkorder`).
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Any, Final

from goloupe.runtime import linkorder
from goloupe.runtime.rtype import Type
from goloupe.runtime.value import ElemRef, FieldRef, GlobalRef, UnsafePointer

HEAP: Final = 0xC000010000
"""Go's first arena on 64-bit Linux, and what the runtime takes of it first."""
WORD: Final = 8
_MASK: Final = (1 << 64) - 1


class Addresses:
    """The addresses of one run."""

    __slots__ = ("_descriptors", "_free", "_known", "_placed", "_starts", "_widths")

    def __init__(self) -> None:
        self._known: dict[Any, tuple[Any, int]] = {}
        """id (of a package variable: its name) -> the object, so that it lives on, and its number."""
        self._free = HEAP
        self._starts: list[int] = []
        self._placed: list[Any] = []
        """What begins at each of these numbers, which rise."""
        self._widths: dict[int, int] = {}
        """How far elements of an array, which has a number, are from each other, if not a word."""
        self._descriptors: set[int] = set()
        """The numbers that type descriptors have."""

    def of(self, p: Any, size: int = 0) -> int:
        """The number of a pointer, channel, map or array; 0 for nil; a number that is seen as a pointer is itself.

        ``size``: bytes of what it points to, if that is known.
        """
        if p is None:
            return 0
        cls = p.__class__
        if cls is ElemRef:
            if size and p.arr.__class__ is list:
                self._widths.setdefault(id(p.arr), size)
            return self.of(p.arr) + self.width(p.arr) * int(p.index)
        if cls is FieldRef:
            return self.of(p.obj) + WORD * list(p.obj.__slots__).index(p.name)
        if cls is UnsafePointer:
            return (self.of(p.base) + int(p.off)) & _MASK
        if cls is int:
            return int(p) & _MASK
        key = p.name if cls is GlobalRef else id(p)
        known = self._known.get(key)
        if known is None:
            if cls is Type:
                return self._descriptor(p)
            known = self._known[key] = (p, self._free)
            self._starts.append(self._free)
            self._placed.append(p)
            size = len(p) * self.width(p) if cls in (list, bytearray, bytes) else WORD * len(getattr(cls, "__slots__", ()))
            self._free += max(size + 15 & ~15, 16)
        return known[1]

    def pointer(self, n: int) -> Any:
        """The pointer that shows as a number, if it is that of something which has been asked about, or of an element of it."""
        if n == 0:
            return None
        at = bisect_right(self._starts, n) - 1
        found = self._inside(self._placed[at], n - self._starts[at]) if at >= 0 else None
        return UnsafePointer(None, n) if found is None else found

    def _inside(self, found: Any, offset: int) -> Any:
        """The pointer to what is at an offset, as `of` counts, in an array, a struct or a variable."""
        if found.__class__ in (list, bytearray, bytes):
            index, rest = divmod(offset, self.width(found))
            return ElemRef(found, index) if index < len(found) and not rest else None
        if offset == 0:
            return found
        index, rest = divmod(offset, WORD)
        fields = getattr(found.__class__, "__slots__", ())
        if rest or index >= len(fields) or not hasattr(found, "_assign"):
            return None
        value = getattr(found, fields[index])
        return value if hasattr(value, "_assign") or value.__class__ in (list, bytearray) else FieldRef(found, fields[index])

    def _descriptor(self, t: Type) -> int:
        number = linkorder.address(t)
        while number in self._descriptors:
            number += 1
        self._descriptors.add(number)
        self._known[id(t)] = (t, number)
        return number

    def width(self, array: Any) -> int:
        """The bytes from one element to the next."""
        return self._widths.get(id(array), WORD) if array.__class__ is list else 1
