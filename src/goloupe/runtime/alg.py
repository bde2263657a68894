"""What the type descriptors know how to do: layout, zero values, copies, equality, hashing.

Each function here computes one group of slots of a `rtype.Type` when the first of them is read (`BUILD` says which).  Equality and hashing
follow `alg.go`; sizes follow the gc compiler on 64-bit machines.

``hashkey`` gives, instead of a hash, an object that Python can hash and compare: equal for equal values, and never equal for others.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import eq as _eq
from operator import is_ as _is
from typing import Any, Final

from goloupe.runtime.rtype import (
    ARRAY,
    BOOL,
    CHAN,
    COMPLEX64,
    COMPLEX128,
    FLOAT32,
    FLOAT64,
    FUNC,
    INT,
    INT8,
    INT16,
    INT32,
    INT64,
    INTERFACE,
    MAP,
    POINTER,
    SLICE,
    STRING,
    STRUCT,
    UINT,
    UINT8,
    UINT16,
    UINT32,
    UINT64,
    UINTPTR,
    UNSAFE_POINTER,
    Type,
)
from goloupe.runtime.value import NIL_SLICE, Iface, pointer_eq, pointer_key


def iface_eq(a: Iface | None, b: Iface | None) -> bool:
    """``a == b`` for interfaces; panics if the common dynamic type has no equality."""
    if a is None or b is None:
        return a is b
    t = a.t
    return t is b.t and t.eq(a.v, b.v)


def hash_key(x: Iface | None) -> Any:
    """A hashable object for an interface used as a map key."""
    return None if x is None else (x.t, x.t.hashkey(x.v))


_WORD_SIZES: Final = {
    BOOL: 1, INT: 8, INT8: 1, INT16: 2, INT32: 4, INT64: 8, UINT: 8, UINT8: 1, UINT16: 2, UINT32: 4, UINT64: 8, UINTPTR: 8,
    FLOAT32: 4, FLOAT64: 8, COMPLEX64: 8, COMPLEX128: 16, CHAN: 8, FUNC: 8, INTERFACE: 16, MAP: 8, POINTER: 8, SLICE: 24,
    STRING: 16, UNSAFE_POINTER: 8,
}  # fmt: skip
_PTRDATA: Final = {CHAN: 8, FUNC: 8, INTERFACE: 16, MAP: 8, POINTER: 8, SLICE: 8, STRING: 8, UNSAFE_POINTER: 8}


def _layout(t: Type) -> None:
    kind = t.kind
    if kind == ARRAY:
        assert t.elem is not None
        e = t.elem
        t.size = e.size * t.len
        t.align = e.align
        t.ptrdata = e.size * (t.len - 1) + e.ptrdata if t.len and e.ptrdata else 0
    elif kind == STRUCT:
        off = ptrdata = 0
        align = 1
        last_zero = False
        for f in t.fields:
            ft = f.type
            fa = ft.align
            align = max(align, fa)
            off = (off + fa - 1) & -fa
            f.offset = off
            if ft.ptrdata:
                ptrdata = off + ft.ptrdata
            off += ft.size
            last_zero = not ft.size
        if last_zero and off:
            off += 1  # A pointer to a last field of no size must not point past the object.
        t.size = (off + align - 1) & -align
        t.align = align
        t.ptrdata = ptrdata
    else:
        t.size = _WORD_SIZES[kind]
        t.align = 4 if kind == COMPLEX64 else min(t.size, 8)
        t.ptrdata = _PTRDATA.get(kind, 0)
    t.noscan = not t.ptrdata


def _inplace(t: Type) -> None:
    t.inplace = t.kind == STRUCT or t.kind == ARRAY


def _comparable(t: Type) -> None:
    kind = t.kind
    if kind in (FUNC, MAP, SLICE):
        t.comparable = False
    elif kind == ARRAY:
        assert t.elem is not None
        t.comparable = t.elem.comparable
    else:
        t.comparable = all(f.type.comparable for f in t.fields)


def _plain_key(t: Type) -> None:
    kind = t.kind
    if kind == POINTER:
        assert t.elem is not None
        t.plain_key = t.elem.kind != ARRAY
    else:
        t.plain_key = BOOL <= kind <= UINTPTR or kind in (STRING, CHAN)


def _zv(t: Type) -> None:
    kind = t.kind
    if kind == BOOL:
        t.zv = False
    elif INT <= kind <= UINTPTR:
        t.zv = 0
    elif kind in (FLOAT32, FLOAT64):
        t.zv = 0.0
    elif kind in (COMPLEX64, COMPLEX128):
        t.zv = 0j
    elif kind == STRING:
        t.zv = b""
    elif kind == SLICE:
        t.zv = NIL_SLICE
    elif kind == MAP:
        from goloupe.runtime.maps import NIL_MAP

        t.zv = NIL_MAP
    elif t.inplace:
        raise AssertionError(f"{t} has no immutable zero value")
    else:
        t.zv = None


def _zero(t: Type) -> None:
    if t.kind == ARRAY:
        assert t.elem is not None
        zeros, n = t.elem.zeros, t.len
        t.zero = lambda: zeros(n)
    elif t.kind == STRUCT:
        t.zero = t.cls
    else:
        zv = t.zv
        t.zero = lambda: zv


def _zeros(t: Type) -> None:
    if t.kind == UINT8:
        t.zeros = bytearray
    elif t.inplace:
        zero = t.zero
        t.zeros = lambda n: [zero() for _ in range(n)]
    else:
        one = [t.zv]
        t.zeros = lambda n: one * n


def _copy(t: Type) -> None:
    if t.kind == STRUCT:
        t.copy = lambda v: v._copy()
    elif t.kind == ARRAY:
        assert t.elem is not None
        if t.elem.inplace:
            copy = t.elem.copy
            t.copy = lambda v: [copy(x) for x in v]
        else:
            t.copy = lambda v: v[:]
    else:
        t.copy = lambda v: v


def _assign(t: Type) -> None:
    if t.kind == STRUCT:

        def assign_struct(old: Any, v: Any) -> Any:
            old._assign(v)
            return old

        t.assign = assign_struct
    elif t.kind == ARRAY:
        assert t.elem is not None
        if t.elem.inplace:
            assign = t.elem.assign

            def assign_array(old: Any, v: Any) -> Any:
                if old is not v:
                    for a, b in zip(old, v, strict=True):
                        assign(a, b)
                return old

            t.assign = assign_array
        else:

            def assign_plain(old: Any, v: Any) -> Any:
                old[:] = v
                return old

            t.assign = assign_plain
    else:
        t.assign = lambda _old, v: v


def _equality(t: Type) -> None:
    kind = t.kind
    if kind == STRUCT:
        if not t.comparable:
            t.eq = _never_equal(t)
        else:
            t.eq = lambda a, b: a._eq(b)
    elif kind == ARRAY:
        assert t.elem is not None
        e = t.elem
        if not t.comparable:
            t.eq = _never_equal(t)
        elif e.kind == UINT8 or (e.plain_key and e.kind != POINTER):
            t.eq = _eq
        else:
            elem_eq = e.eq
            t.eq = lambda a, b: all(map(elem_eq, a, b))
    elif kind == INTERFACE:
        t.eq = iface_eq
    elif kind in (POINTER, UNSAFE_POINTER):
        t.eq = _is if kind == POINTER and t.elem is not None and t.elem.kind == STRUCT else pointer_eq
    elif kind == CHAN:
        t.eq = _is
    elif kind in (FUNC, MAP, SLICE):
        t.eq = _never_equal(t)
    else:
        t.eq = _eq


def _never_equal(t: Type) -> Callable[[Any, Any], bool]:
    def eq(_a: Any, _b: Any) -> bool:
        from goloupe.runtime import panics

        panics.uncomparable(t)

    return eq


def _float_key(v: float) -> Any:
    return v if v == v else object()


def _hashkey(t: Type) -> None:
    kind = t.kind
    if kind in (FLOAT32, FLOAT64, COMPLEX64, COMPLEX128):
        t.hashkey = _float_key
    elif kind == INTERFACE:
        t.hashkey = hash_key
    elif kind in (POINTER, UNSAFE_POINTER):
        t.hashkey = pointer_key
    elif not t.comparable:

        def unhashable(_v: Any) -> Any:
            from goloupe.runtime import panics

            panics.unhashable(t)

        t.hashkey = unhashable
    elif kind == ARRAY:
        assert t.elem is not None
        if t.elem.kind == UINT8:
            t.hashkey = bytes
        elif t.elem.plain_key:
            t.hashkey = tuple
        else:
            elem_key = t.elem.hashkey
            t.hashkey = lambda v: tuple(map(elem_key, v))
    elif kind == STRUCT:
        t.hashkey = lambda v: v._key()
    else:
        t.hashkey = lambda v: v


def _methods(t: Type) -> None:
    t.methods = t.method_source() if t.method_source is not None else {}


def _pointer(t: Type) -> None:
    p = Type(POINTER, "*" + t.string)
    p.elem = t
    t.ptr = p


def _cls(t: Type) -> None:
    from goloupe.runtime.structs import struct_class

    u = t.underlying
    if u is not t:
        t.cls = u.cls  # The same fields: conversion between the two must not need a new class.
    else:
        t.cls = struct_class(t.string, [(f.slot, f.type) for f in t.fields], t.watched)


BUILD: Final[dict[str, Callable[[Type], None]]] = {
    "size": _layout,
    "align": _layout,
    "ptrdata": _layout,
    "noscan": _layout,
    "inplace": _inplace,
    "comparable": _comparable,
    "plain_key": _plain_key,
    "zv": _zv,
    "zero": _zero,
    "zeros": _zeros,
    "copy": _copy,
    "assign": _assign,
    "eq": _equality,
    "hashkey": _hashkey,
    "methods": _methods,
    "ptr": _pointer,
    "cls": _cls,
}
