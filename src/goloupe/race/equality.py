"""What ``==`` of structs and arrays reads, as Go's compiler decides (`walkCompare`, `compare.EqStruct`) for machines that merge loads.

Small values are compared in place, part by part, and what comes after the first difference is not read.  The parts come in an order of
their own: the lengths of strings with all that needs no call, the bytes of strings last, and nothing moves past a comparison of interfaces,
which can panic.  To compare others a function is called, and Go's detector is told that both are read as a whole.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from goloupe.runtime.rtype import (
    ARRAY,
    BOOL,
    CHAN,
    COMPLEX64,
    COMPLEX128,
    FLOAT32,
    FLOAT64,
    INTERFACE,
    POINTER,
    STRING,
    STRUCT,
    UINTPTR,
    UNSAFE_POINTER,
    Type,
)
from goloupe.runtime.shadow import shadow_slot

LENGTH, BYTES, VALUE, INNER = range(4)
"""A string is read, and its length compared; its bytes are compared; a field is read and compared; one that is in place is compared."""
Step = tuple[int, str, str, Type]
"""That, the slot of the field and of its shadow, and its type."""
Fields = Sequence[tuple[str, Type]]

_WORD: Final = 8
_CHEAP: Final = 4
"""Words up to which structs are compared in place, and elements up to which arrays are, of simple types."""
_SMALL: Final = 2 * _WORD
"""Bytes up to which all arrays of simple types are."""
_SIMPLE: Final = frozenset((*range(BOOL, UINTPTR + 1), FLOAT32, FLOAT64, COMPLEX64, COMPLEX128))


def as_memory(t: Type) -> bool:
    """Whether values are equal if their bytes are (`compare.IsRegularMemory`)."""
    while t.kind == ARRAY and t.elem is not None:
        if not t.len:
            return True
        t = t.elem
    if t.kind == STRUCT:
        fields: Fields = t.cls._fields
        if len(fields) == 1 and not _blank(fields[0][0]):
            return as_memory(fields[0][1])
        ends = _ends(fields)
        return all(not _blank(slot) and as_memory(ft) and end == after for (slot, ft), (_, end, after) in zip(fields, ends, strict=True))
    return t.kind <= UINTPTR or t.kind in (POINTER, CHAN, UNSAFE_POINTER)


def _blank(slot: str) -> bool:
    return slot.startswith("_")


def _ends(fields: Fields) -> list[tuple[int, int, int]]:
    """Of each field, where it begins, where it ends, and where the next one or the end of the struct is."""
    spans: list[tuple[int, int]] = []
    at = 0
    widest = 1
    for _, t in fields:
        at = -(-at // t.align) * t.align
        spans.append((at, at + t.size))
        at += t.size
        widest = max(widest, t.align)
    if spans and at and not fields[-1][1].size:
        at += 1  # There is something behind the last field, so that a pointer to it stays within.
    starts = [begin for begin, _ in spans[1:]] + [-(-at // widest) * widest]
    return [(begin, end, after) for (begin, end), after in zip(spans, starts, strict=True)]


def _cost(fields: Fields) -> int:
    """How many words a comparison loads (`compare.EqStructCost`)."""
    ends = _ends(fields)
    cost = i = 0
    while i < len(fields):
        if _blank(fields[i][0]):
            i += 1
            continue
        first = i
        i += 1
        while i < len(fields) and ends[i - 1][1] == ends[i - 1][2] and not _blank(fields[i][0]) and as_memory(fields[i][1]):
            i += 1
        cost += -(-(ends[i - 1][1] - ends[first][0]) // _WORD)
    return cost


def can_panic(t: Type) -> bool:
    """Whether there is an interface in it (`compare.EqCanPanic`)."""
    while t.kind == ARRAY and t.elem is not None:
        t = t.elem
    if t.kind == STRUCT:
        return any(not _blank(slot) and can_panic(ft) for slot, ft in t.cls._fields)
    return t.kind == INTERFACE


def steps(fields: Fields) -> tuple[Step, ...] | None:
    """How structs with these fields are compared; None: as a whole."""
    if _cost(fields) > _CHEAP:
        return None
    out: list[Step] = []
    calls: list[Step] = []
    for slot, t in fields:
        if _blank(slot):
            continue
        if can_panic(t):
            out += calls
            calls = []
        if t.kind == STRING:
            out.append((LENGTH, slot, shadow_slot(slot), t))
            calls.append((BYTES, slot, shadow_slot(slot), t))
        else:
            out.append((INNER if t.inplace else VALUE, slot, shadow_slot(slot), t))
    return (*out, *calls)


def groups(t: Type) -> tuple[int, ...] | None:
    """How many elements of an array are compared at once, each time; None: it is compared as a whole."""
    et, n = t.elem, t.len
    assert et is not None
    if n > 1 and not (et.kind in _SIMPLE and (n <= _CHEAP or et.size * n <= _SMALL)):
        return None
    integer = BOOL < et.kind <= UINTPTR
    out: list[int] = []
    while n:
        many = next((width // et.size for width in (8, 4, 2) if integer and et.size < width <= et.size * n), 1)
        out.append(many)
        n -= many
    return tuple(out)
