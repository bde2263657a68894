"""Arrays that are not lists: what stands behind slices whose memory is something else.

A slice needs of its array what lowered code does with one: its length, elements by index, parts by Python slices, stores of both kinds.
"""

from __future__ import annotations

from typing import Any


class Nothings:
    """An array of values without size, however long: it stores none of them, for they are all the same."""

    __slots__ = ("n", "zero")

    def __init__(self, zero: Any, n: int) -> None:
        self.zero = zero
        self.n = n

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return Nothings(self.zero, len(range(self.n)[i]))
        if i >= self.n:
            raise IndexError(i)
        return self.zero

    def __setitem__(self, i: Any, v: Any) -> None:
        """A store changes nothing."""

    def append(self, _value: Any) -> None:
        """One more."""
        self.n += 1

    def extend(self, values: Any) -> None:
        """As many more."""
        self.n += len(values)


class DataRef:
    """``unsafe.SliceData`` of structs: a pointer to the first that also knows the array, as ``unsafe.Slice`` needs it.

    It does what the struct does, which otherwise is its own pointer; it is not *equal* to that one.
    """

    __slots__ = ("arr", "index")

    def __init__(self, arr: Any, index: int) -> None:
        object.__setattr__(self, "arr", arr)
        object.__setattr__(self, "index", index)

    def __getattr__(self, name: str) -> Any:
        return getattr(self.arr[self.index], name)

    def __setattr__(self, name: str, value: Any) -> None:
        setattr(self.arr[self.index], name, value)


class Cell:
    """An array of one element that is a variable: ``unsafe.Slice(&x, 1)``."""

    __slots__ = ("pointer",)

    def __init__(self, pointer: Any) -> None:
        self.pointer = pointer

    def __len__(self) -> int:
        return 1

    def __getitem__(self, i: Any) -> Any:
        return [self.pointer.v][i]

    def __setitem__(self, i: Any, v: Any) -> None:
        if isinstance(i, slice):
            for value in v:
                self.pointer.v = value
        else:
            self.pointer.v = v
