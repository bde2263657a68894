"""Package unsafe's functions on pointers, slices and strings.

Memory here is made of variables, not of bytes, so a pointer can become a slice only of what it points into: the array of an element, a
variable alone, the bytes of numbers (`reinterpret`).  Follows `unsafe.go` for what panics.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from goloupe.runtime import panics
from goloupe.runtime.msize import MAX_ALLOC
from goloupe.runtime.panics import Unsupported
from goloupe.runtime.reinterpret import ArrayInMemory, Memory, plain
from goloupe.runtime.rtype import STRUCT
from goloupe.runtime.value import NIL_SLICE, ArrayView, ElemRef, Slice
from goloupe.runtime.views import Cell, DataRef, Nothings

if TYPE_CHECKING:
    from goloupe.runtime.rtype import Type


def _check(pointer: Any, n: int, size: int, what: str) -> None:
    if n < 0 or n * size > MAX_ALLOC:
        panics.error_string(f"{what}: len out of range")
    if pointer is None and n:
        panics.error_string(f"{what}: ptr is nil and len is not zero")


def unsafe_string(pointer: Any, n: int) -> bytes:
    """``unsafe.String``."""
    _check(pointer, n, 1, "unsafe.String")
    if n == 0:
        return b""
    if pointer.__class__ is ElemRef:
        return bytes(pointer.arr[pointer.index : pointer.index + n])
    if n == 1:
        return bytes((pointer.v,))
    raise Unsupported("unsafe.String is not supported: of a pointer that is not into a slice of bytes")


def unsafe_slice(pointer: Any, n: int, et: Type, before: Type) -> Slice:
    """``unsafe.Slice`` of ``et``; ``before`` is what the pointer pointed to before it was converted."""
    _check(pointer, n, et.size, "unsafe.Slice")
    if pointer is None:
        return NIL_SLICE
    if et.size == 0:
        return Slice(Nothings(et.zero(), n), 0, n, n)
    if before is not et and before.kind != et.kind:
        if plain(before) and plain(et):
            return Slice(ArrayInMemory(Memory(pointer, before), 0, et, n), 0, n, n)
    elif pointer.__class__ is ElemRef or pointer.__class__ is DataRef:
        # The bytes of a string are copied: nobody may change them.
        return Slice(bytearray(pointer.arr) if pointer.arr.__class__ is bytes else pointer.arr, pointer.index, n, n)
    elif n <= 1:
        return Slice([pointer] if et.inplace else Cell(pointer), 0, n, n)
    raise Unsupported("unsafe.Slice is not supported: of a pointer that is not into an array")


def unsafe_slice_at(base: Any, i: int, n: int, et: Type, data: bool = False) -> Slice:
    """``unsafe.Slice(&base[i], n)`` for elements that are structs or arrays; if ``data``, ``unsafe.Slice(unsafe.SliceData(base), n)``."""
    if base.__class__ is Slice:
        if not data and not 0 <= i < base.len:
            panics.index(i, base.len)
        _check(base.arr, n, et.size, "unsafe.Slice")
        return NIL_SLICE if base.arr is None else Slice(base.arr, base.off + i, n, n)
    if not 0 <= i < len(base):
        panics.index(i, len(base))
    _check(base, n, et.size, "unsafe.Slice")
    if base.__class__ is ArrayView:
        return Slice(base.arr, base.off + i, n, n)
    return Slice(base, i, n, n)


def unsafe_slice_data(s: Slice, et: Type) -> Any:
    """``unsafe.SliceData``."""
    if s.arr is None:
        return None
    if not et.inplace:
        return ElemRef(s.arr, s.off)
    if et.kind == STRUCT:
        return DataRef(s.arr, s.off)
    return s.arr[s.off] if s.off < len(s.arr) else et.zero()


def unsafe_string_data(s: bytes) -> Any:
    """``unsafe.StringData``."""
    return ElemRef(s, 0)
