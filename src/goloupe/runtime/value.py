"""Values that Python has no ready form for: slices, pointers to variables, interfaces.

Go's `string`, `bool`, numbers, functions and channels are plain Python objects; a pointer to a struct or array is that object itself.
What is left is here.  The classes are as small as Python allows, because lowered programs make millions of them.

Invariants:

* A `Slice` is never changed after it was made.  ``arr is None`` only for `NIL_SLICE`.
* ``off + len <= len(arr)``, but ``off + cap`` may lie beyond the end of ``arr``: the elements there are zero and unseen, and
  `slices` brings them to life when a program reslices to them.
* Pointers compare equal if and only if they point to the same variable.  `Box` does so by identity, the others by what they refer to.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from goloupe.runtime.rtype import Type


class Slice:
    """A slice header: elements ``off`` to ``off + len`` of ``arr``, room up to ``off + cap``."""

    __slots__ = ("arr", "cap", "len", "off")

    arr: Any
    off: int
    len: int
    cap: int

    def __init__(self, arr: Any, off: int, len: int, cap: int) -> None:  # noqa: A002
        self.arr = arr
        self.off = off
        self.len = len
        self.cap = cap

    def __repr__(self) -> str:
        if self.arr is None:
            return "NIL_SLICE"
        return f"Slice({self.arr[self.off : self.off + self.len]!r}, cap={self.cap})"


NIL_SLICE: Final = Slice(None, 0, 0, 0)
"""The nil slice of every type."""


class Iface:
    """A non-nil interface value: dynamic type and value."""

    __slots__ = ("t", "v")

    t: Type
    v: Any

    def __init__(self, t: Type, v: Any) -> None:
        self.t = t
        self.v = v

    def __repr__(self) -> str:
        return f"Iface({self.t}, {self.v!r})"


class Box:
    """A variable of its own; a pointer to it is the box."""

    __slots__ = ("v",)

    v: Any

    def __init__(self, v: Any) -> None:
        self.v = v

    def __repr__(self) -> str:
        return f"Box({self.v!r})"


class FieldRef:
    """Pointer to a field of a struct."""

    __slots__ = ("name", "obj")

    def __init__(self, obj: Any, name: str) -> None:
        if obj is None:
            raise AttributeError(name=name, obj=None)
        self.obj = obj
        self.name = name

    @property
    def v(self) -> Any:
        """The field."""
        return getattr(self.obj, self.name)

    @v.setter
    def v(self, value: Any) -> None:
        setattr(self.obj, self.name, value)

    def __eq__(self, other: object) -> bool:
        return other.__class__ is FieldRef and self.obj is other.obj and self.name == other.name

    def __hash__(self) -> int:
        return hash((id(self.obj), self.name))

    def __repr__(self) -> str:
        return f"FieldRef({self.obj!r}.{self.name})"


class ElemRef:
    """Pointer to an element of an array or slice; ``index`` counts from the start of ``arr``."""

    __slots__ = ("arr", "index")

    def __init__(self, arr: Any, index: int) -> None:
        self.arr = arr
        self.index = index

    @property
    def v(self) -> Any:
        """The element."""
        return self.arr[self.index]

    @v.setter
    def v(self, value: Any) -> None:
        self.arr[self.index] = value

    def __eq__(self, other: object) -> bool:
        return other.__class__ is ElemRef and self.arr is other.arr and self.index == other.index

    def __hash__(self) -> int:
        return hash((id(self.arr), self.index))

    def __repr__(self) -> str:
        return f"ElemRef([{self.index}])"


class GlobalRef:
    """Pointer to a package variable that lives in a namespace (a module's dict)."""

    __slots__ = ("name", "ns")

    def __init__(self, ns: dict[str, Any], name: str) -> None:
        self.ns = ns
        self.name = name

    @property
    def v(self) -> Any:
        """The variable."""
        return self.ns[self.name]

    @v.setter
    def v(self, value: Any) -> None:
        self.ns[self.name] = value

    def __eq__(self, other: object) -> bool:
        return other.__class__ is GlobalRef and self.ns is other.ns and self.name == other.name

    def __hash__(self) -> int:
        return hash((id(self.ns), self.name))

    def __repr__(self) -> str:
        return f"GlobalRef({self.name})"


class ArrayView:
    """Pointer to an array that is a part of a longer one: ``(*[4]int)(s)``.

    It offers what lowered code does with a list: index, store, length, iteration, slice copies.  A pointer to a whole array is
    the list itself; `slices.slice_to_array_ptr` takes this class only when it must.
    """

    __slots__ = ("arr", "n", "off")

    def __init__(self, arr: Any, off: int, n: int) -> None:
        self.arr = arr
        self.off = off
        self.n = n

    def __len__(self) -> int:
        return self.n

    def __getitem__(self, i: Any) -> Any:
        if isinstance(i, slice):
            return self.arr[self.off : self.off + self.n][i]
        return self.arr[self.off + i]

    def __setitem__(self, i: Any, v: Any) -> None:
        if isinstance(i, slice):
            lo, hi, _ = i.indices(self.n)
            self.arr[self.off + lo : self.off + hi] = v
        else:
            self.arr[self.off + i] = v

    def __iter__(self) -> Iterator[Any]:
        return iter(self.arr[self.off : self.off + self.n])

    def __eq__(self, other: object) -> bool:
        if other.__class__ is ArrayView:
            return self.arr is other.arr and self.off == other.off
        return self.off == 0 and self.arr is other

    def __hash__(self) -> int:
        return hash((id(self.arr), self.off))

    def __repr__(self) -> str:
        return f"ArrayView({list(self)!r})"


class UnsafePointer:
    """An unsafe.Pointer that is no longer one of Go's pointers: a base and an offset in bytes."""

    __slots__ = ("base", "off")

    def __init__(self, base: Any, off: int) -> None:
        self.base = base
        self.off = off

    def __eq__(self, other: object) -> bool:
        return other.__class__ is UnsafePointer and self.base is other.base and self.off == other.off

    def __hash__(self) -> int:
        return hash((id(self.base), self.off))


def pointer_key(p: Any) -> Any:
    """A hashable stand-in for any pointer; arrays are lists in Python and do not hash."""
    cls = p.__class__
    if cls is list or cls is bytearray:
        return ("array", id(p))
    return p


def pointer_eq(p: Any, q: Any) -> bool:
    """Whether two pointers of any kind point to the same variable."""
    if p is q:
        return True
    cls = p.__class__
    if cls is list or cls is bytearray:
        return q.__class__ is ArrayView and bool(q == p)
    if cls in _REFS:
        return bool(p == q)
    return False


_REFS: Final = frozenset((FieldRef, ElemRef, GlobalRef, ArrayView, UnsafePointer))
