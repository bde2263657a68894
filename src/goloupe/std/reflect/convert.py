"""Assigning, converting and comparing values."""

# ruff: noqa: RET503  (functions that end in a panic)
from __future__ import annotations

from collections.abc import Callable
from typing import Any

from goloupe.runtime import floats, text
from goloupe.runtime.complexes import c64
from goloupe.runtime.maps import NIL_MAP
from goloupe.runtime.rtype import (
    ARRAY,
    CHAN,
    COMPLEX64,
    COMPLEX128,
    FLOAT32,
    FLOAT64,
    FUNC,
    INT,
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
    UINTPTR,
    Type,
)
from goloupe.runtime.slices import slice_to_array, slice_to_array_ptr
from goloupe.runtime.value import Iface, Slice, pointer_eq
from goloupe.std.library import panic_string
from goloupe.std.reflect.make import Makers
from goloupe.std.reflect.registry import go, go_generic
from goloupe.std.reflect.types import directly_assignable, implements_interface, same_underlying, special_channel
from goloupe.std.reflect.value import RO, Value, load, ro
from goloupe.std.reflect.walk import Walk

Conversion = Callable[[Value, Type], Value]


def integer(x: int, t: Type) -> int:
    """An integer cut to the width of its type."""
    bits = t.size * 8
    if t.kind >= UINT:
        return x & (1 << bits) - 1
    half = 1 << bits - 1
    return (x + half & 2 * half - 1) - half


def recast(x: Any, src: Type, dst: Type) -> Any:
    """A struct of one type as one of another with the same fields: a copy."""
    if src.kind == STRUCT and src.cls is not dst.cls:
        parts = zip(src.fields, dst.fields, strict=True)
        return dst.cls(*[recast(getattr(x, f.slot), f.type, g.type) for f, g in parts]) if src.fields else dst.cls()
    if src.kind == ARRAY and src.elem is not None and dst.elem is not None and src.elem.inplace:
        return [recast(item, src.elem, dst.elem) for item in x]
    return src.copy(x) if src.inplace else x


class Conversions(Makers):
    """From one type to another."""

    def assigned(self, context: str, x: Value, t: Type) -> Any:
        """x as a value of type t, to be kept: copied if that matters."""
        src = x.f_typ_
        if src is t:
            value = load(x)
            return t.copy(value) if t.inplace else value
        if src is None:
            self.wrong("reflect.Value.Type" if context == "" else context, 0)
        if directly_assignable(t, src):
            return recast(load(x), src, t)
        if implements_interface(t, src):
            return self.packed(x)
        panic_string(f"{context}: value of type {src.string} is not assignable to type {t.string}")

    @go("assignTo")
    def assign_to(self, v: Value, context: bytes, dst: Type, _target: Any) -> Value:
        """For the real source."""
        return Value(dst, self.assigned(context.decode(), v, dst), dst.kind | ro(v))

    @go("Convert")
    def convert(self, v: Value, t: Iface) -> Value:
        """``T(v)``."""
        op = self.conversion(t.v, v.f_typ_)
        if op is None:
            panic_string(f"reflect.Value.Convert: value of type {v.f_typ_.string} cannot be converted to type {t.v.string}")
        return op(v, t.v)

    def conversion(self, dst: Type, src: Type) -> Conversion | None:
        """How to convert between two types; None if they do not convert."""
        sk, dk = src.kind, dst.kind
        op = _numeric(sk, dk) or self._strings(src, dst)
        if op is not None:
            return op
        if sk == CHAN and dk == CHAN and special_channel(dst, src):
            return _direct
        if same_underlying(dst, src, False):
            return _direct
        if dk == POINTER and sk == POINTER and not dst.is_named and not src.is_named:
            assert dst.elem is not None and src.elem is not None
            if same_underlying(dst.elem, src.elem, False):
                return _direct
        if implements_interface(dst, src):
            return self._to_interface
        return None

    def _strings(self, src: Type, dst: Type) -> Conversion | None:
        if src.kind == STRING and dst.kind == SLICE:
            assert dst.elem is not None
            if dst.elem.kind == UINT8:
                return lambda v, t: Value(t, text.string_to_bytes(load(v)), SLICE | ro(v))
            if dst.elem.kind == INT32:
                return lambda v, t: Value(t, text.string_to_runes(load(v)), SLICE | ro(v))
        if src.kind == SLICE:
            assert src.elem is not None
            if dst.kind == STRING:
                if src.elem.kind == UINT8:
                    return lambda v, t: Value(t, text.bytes_to_string(load(v)), STRING | ro(v))
                if src.elem.kind == INT32:
                    return lambda v, t: Value(t, text.runes_to_string(load(v)), STRING | ro(v))
            if dst.kind == POINTER and dst.elem is not None and dst.elem.kind == ARRAY and dst.elem.elem is src.elem:
                return _to_array_pointer
            if dst.kind == ARRAY and dst.elem is src.elem:
                return _to_array
        return None

    def _to_interface(self, v: Value, t: Type) -> Value:
        return Value(t, self.packed(v), INTERFACE | ro(v))

    @go_generic("reflect.TypeAssert[...]")
    def type_assert(self, types: list[Type]) -> Callable[[Value], tuple[Any, bool]]:
        """``v.Interface().(T)`` in the form with ok."""
        t = types[0]

        def call(v: Value) -> tuple[Any, bool]:
            if not v.f_flag:
                self.wrong("reflect.TypeAssert", 0)
            if v.f_flag & RO:
                panic_string("reflect.TypeAssert: cannot return value obtained from unexported field or method")
            x = self.packed(v)
            if t.kind == INTERFACE:
                return (x, True) if x is not None and implements_interface(t, x.t) else (None, False)
            return (x.v, True) if x is not None and x.t is t else (t.zero(), False)

        return call

    # Comparing.

    @go("Equal")
    def equal(self, v: Value, u: Value) -> bool:
        """``v == u``."""
        a = self.packed(v) if v.f_flag else None
        b = self.packed(u) if u.f_flag else None
        if a is None or b is None:
            return a is b
        if a.t is not b.t:
            return False
        return self._same(a.t, a.v, b.v)

    def _same(self, t: Type, x: Any, y: Any) -> bool:
        kind = t.kind
        if kind in (FUNC, MAP, SLICE):
            panic_string(f"reflect.Value.Equal: values of type {t.string} are not comparable")
        if kind == STRUCT:
            return all(self._same(f.type, getattr(x, f.slot), getattr(y, f.slot)) for f in t.fields)
        if kind == ARRAY:
            e = t.elem
            assert e is not None
            if not t.len and not e.comparable:
                panic_string(f"reflect.Value.Equal: values of type {t.string} are not comparable")
            return all(self._same(e, a, b) for a, b in zip(x, y, strict=True))
        if kind == INTERFACE:
            if x is None or y is None or x.t is not y.t:
                return x is None and y is None
            return self._same(x.t, x.v, y.v)
        return t.eq(x, y)

    @go("reflect.DeepEqual")
    def deep_equal(self, a: Iface | None, b: Iface | None) -> bool:
        """Whether two values are equal all the way down."""
        if a is None or b is None:
            return a is b
        return a.t is b.t and self._deep(a.t, a.v, b.v, Walk(self.lib.rt))

    def _deep(self, t: Type, x: Any, y: Any, walk: Walk) -> bool:
        kind = t.kind
        if kind == STRUCT:
            if walk.tells:
                return all(self._deep(f.type, walk.field(x, f), walk.field(y, f), walk) for f in t.fields)
            return all(self._deep(f.type, getattr(x, f.slot), getattr(y, f.slot), walk) for f in t.fields)
        if kind == ARRAY:
            if walk.tells:
                walk.array(x, t)
                walk.array(y, t)
            return self._deep_items(t, x, y, walk)
        if kind == INTERFACE:
            if x is None or y is None:
                return x is y
            return x.t is y.t and self._deep(x.t, x.v, y.v, walk)
        if kind == FUNC:
            return x is None and y is None
        if kind not in (POINTER, SLICE, MAP):
            return t.eq(x, y)
        if kind == POINTER and (x is y or x is None or y is None):
            return x is y
        if not self._new_pair(t, x, y, walk):
            return True
        if kind == SLICE:
            if (x.arr is None) != (y.arr is None) or x.len != y.len:
                return False
            if x.arr is y.arr and x.off == y.off:
                return True
            if walk.tells:
                walk.slice(x, t)
                walk.slice(y, t)
            return self._deep_items(t, x.arr[x.off : x.off + x.len], y.arr[y.off : y.off + y.len], walk)
        assert t.elem is not None
        if kind == POINTER:
            if pointer_eq(x, y):
                return True
            if isinstance(x, Type):
                return False  # Descriptors of types, of which there is one for each.
            if t.elem.inplace:
                return self._deep(t.elem, x, y, walk)
            if walk.tells:
                walk.pointed(x)
                walk.pointed(y)
            return self._deep(t.elem, x.v, y.v, walk)
        if walk.tells:
            walk.map(x)
            walk.map(y)
        if (x is NIL_MAP) != (y is NIL_MAP) or len(x) != len(y):
            return False
        return x is y or self._deep_maps(t, x, y, walk)

    def _new_pair(self, t: Type, x: Any, y: Any, walk: Walk) -> bool:
        """Note that a pair of references is being compared; False if it is already."""
        a = (id(x.arr), x.off, x.len) if t.kind == SLICE else id(x)
        b = (id(y.arr), y.off, y.len) if t.kind == SLICE else id(y)
        if a > b:  # type: ignore[operator]
            a, b = b, a
        if (a, b, t) in walk.visited:
            return False
        walk.visited.add((a, b, t))
        return True

    def _deep_items(self, t: Type, x: Any, y: Any, walk: Walk) -> bool:
        e = t.elem
        assert e is not None
        if e.kind == UINT8 or (e.plain_key and e.kind != POINTER):
            return bool(x == y)
        return all(self._deep(e, a, b, walk) for a, b in zip(x, y, strict=True))

    def _deep_maps(self, t: Type, x: Any, y: Any, walk: Walk) -> bool:
        assert t.elem is not None
        for k, a in x.items_from(0):
            b, ok = y.load2(k, None)
            if not ok or not x.has(k) or not self._deep(t.elem, a, b, walk):
                return False
        return True


def _direct(v: Value, t: Type) -> Value:
    return Value(t, recast(load(v), v.f_typ_, t), t.kind | ro(v))


def _to_array_pointer(v: Value, t: Type) -> Value:
    assert t.elem is not None
    s: Slice = load(v)
    n = t.elem.len
    if n > s.len:
        panic_string(f"reflect: cannot convert slice with length {s.len} to pointer to array with length {n}")
    return Value(t, slice_to_array_ptr(s, n), v.f_flag & RO | POINTER)


def _to_array(v: Value, t: Type) -> Value:
    assert t.elem is not None
    s: Slice = load(v)
    if t.len > s.len:
        panic_string(f"reflect: cannot convert slice with length {s.len} to array with length {t.len}")
    return Value(t, slice_to_array(s, t.len, t.elem), v.f_flag & RO | ARRAY)


def _make(convert: Callable[[Any, Type], Any]) -> Conversion:
    return lambda v, t: Value(t, convert(load(v), t), t.kind | ro(v))


def _to_float(x: Any, t: Type) -> float:
    if isinstance(x, int):
        # Through float64, as the real one does.
        x = floats.int_to_f64(x)
    return floats.f32(x) if t.kind == FLOAT32 else x


_FROM_INT = _make(integer)
_FROM_FLOAT_SIGNED = _make(lambda x, t: integer(floats.to_i64(x), t))
_FROM_FLOAT_UNSIGNED = _make(lambda x, t: integer(floats.to_u64(x), t))
_TO_FLOAT = _make(_to_float)
_TO_COMPLEX = _make(lambda x, t: c64(x) if t.kind == COMPLEX64 else x)
_TO_STRING = _make(lambda x, _t: text.rune_to_string(x))


def _numeric(sk: int, dk: int) -> Conversion | None:
    if INT <= sk <= UINTPTR:
        if INT <= dk <= UINTPTR:
            return _FROM_INT
        if dk in (FLOAT32, FLOAT64):
            return _TO_FLOAT
        return _TO_STRING if dk == STRING else None
    if sk in (FLOAT32, FLOAT64):
        if INT <= dk <= INT64:
            return _FROM_FLOAT_SIGNED
        if UINT <= dk <= UINTPTR:
            return _FROM_FLOAT_UNSIGNED
        return _TO_FLOAT if dk in (FLOAT32, FLOAT64) else None
    if sk in (COMPLEX64, COMPLEX128) and dk in (COMPLEX64, COMPLEX128):
        return _TO_COMPLEX
    return None
