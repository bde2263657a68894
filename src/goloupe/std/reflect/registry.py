"""Marks methods of the reflection classes with the link keys that they stand in for."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, TypeVar

from goloupe.runtime.maps import NIL_MAP, GoMap
from goloupe.runtime.value import Slice
from goloupe.std import bound, generic
from goloupe.std.internal_race import DETECTOR
from goloupe.std.library import Library

F = TypeVar("F", bound=Callable[..., Any])


def reflection(lib: Library) -> Any:
    """The reflection of a run."""
    found = lib.state.get("reflect")
    if found is None:
        from goloupe.std.reflect.reflection import Reflection

        found = lib.state["reflect"] = Reflection(lib)
    return found


def go(*keys: str) -> Callable[[F], F]:
    """The method stands in for these functions; keys without a package are methods of `reflect.Value`."""

    def mark(method: F) -> F:
        name = method.__name__

        def make(lib: Library) -> Any:
            return watchable(lib, keys[0], getattr(reflection(lib), name))

        bound(*(key if "." in key else f"reflect.Value.{key}" for key in keys))(make)
        return method

    return mark


_READS = frozenset(
    (
        "Bool",
        "Bytes",
        "Call",
        "CallSlice",
        "Cap",
        "Close",
        "Complex",
        "Convert",
        "Elem",
        "Float",
        "Index",
        "Int",
        "Interface",
        "IsNil",
        "IsZero",
        "Len",
        "MapIndex",
        "MapKeys",
        "MapRange",
        "Pointer",
        "Recv",
        "Send",
        "Slice",
        "Slice3",
        "String",
        "TryRecv",
        "TrySend",
        "Uint",
        "UnsafePointer",
        "reflect.packEface",
        "reflect.valueInterface",
    )
)

_OF_WHOLES = frozenset(("Interface", "IsZero", "Method", "MethodByName", "Set", "SetZero", "reflect.packEface", "reflect.valueInterface"))
"""What reads or writes all of a struct or an array; to others it is something that others are parts of."""
_OF_MAPS = frozenset(("Len", "MapIndex", "MapKeys", "MapRange", "SetMapIndex"))


def watchable(lib: Library, key: str, stand_in: Any) -> Any:
    """The stand-in; if there is a race detector, one that tells it what it does."""
    return stand_in if lib.rt.values.get(DETECTOR) is None else watched(lib.rt, key, stand_in)


def watched(rt: Any, key: str, method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of `reflect.Value` that tells the race detector what it reads or writes."""
    from goloupe.race.detector import place_of
    from goloupe.race.shadow import MAP
    from goloupe.race.stacks import capture
    from goloupe.race.wholes import Wholes
    from goloupe.std.reflect.value import ADDR, INDIR, load

    detector = rt.values[DETECTOR]
    wholes = Wholes(detector)
    elements = wholes.elements

    def tell(v: Any, writes: bool) -> None:
        t = v.f_typ_
        if v.f_ptr is None or t is None:
            return
        if t.inplace:
            if v.f_flag & ADDR and t.size and key in _OF_WHOLES:
                wholes.all_of(v.f_ptr, t, writes, 0, capture(sys._getframe(2)))
            return
        if not v.f_flag & INDIR:
            return
        obj, part = place_of(v.f_ptr)
        cell = detector.shadow.cell(obj, part)
        if cell.read != detector.now or (writes and cell.write != detector.now):
            (detector.write_part if writes else detector.read_part)(obj, part, 0, capture(sys._getframe(2)))

    if key in _READS or key.startswith("Set"):
        writes = key not in _READS and key != "SetMapIndex"

        def call(v: Any, *args: Any) -> Any:
            tell(v, writes)
            if key == "Set":
                tell(args[0], False)
            return method(v, *args)

        if key not in _OF_MAPS:
            return call
        act = detector.write_part if key == "SetMapIndex" else detector.read_part

        def call_of_map(v: Any, *args: Any) -> Any:
            m = v.f_ptr.v if v.f_flag & INDIR and v.f_ptr is not None else v.f_ptr
            if isinstance(m, GoMap) and m is not NIL_MAP:
                act(m, MAP, 0, capture(sys._getframe(1)))
            return call(v, *args)

        return call_of_map
    if key in ("Method", "MethodByName"):

        def bound_method(v: Any, which: Any) -> Any:
            found = method(v, which)
            fn = found.f_ptr
            if fn is not None and v.f_flag & ADDR:

                def receiving(*args: Any) -> Any:
                    tell(v, False)
                    return fn(*args)

                found.f_ptr = receiving
            return found

        return bound_method
    if key in ("reflect.Append", "reflect.AppendSlice"):

        def append(v: Any, more: Any) -> Any:
            before = load(v)
            out = method(v, more)
            tell(v, False)
            after, et, origin = out.f_ptr, v.f_typ_.elem, capture(sys._getframe(1))
            if key == "reflect.AppendSlice":
                added = load(more)
                elements(added.arr, added.off, added.off + added.len, et, False, 0, origin)
            if after.len > before.len and after.arr is before.arr:
                elements(after.arr, after.off + before.len, after.off + after.len, et, True, 0, origin)
            elif after.len > before.len > 0:
                elements(before.arr, before.off, before.off + before.len, et, False, 0, origin)
            return out

        return append
    if key == "reflect.Copy":

        def copy(dst: Any, src: Any) -> Any:
            n = method(dst, src)
            origin = capture(sys._getframe(1))
            for v, writes in ((src, False), (dst, True)):
                s = v.f_ptr.v if v.f_flag & INDIR else v.f_ptr
                if isinstance(s, Slice):
                    elements(s.arr, s.off, s.off + n, v.f_typ_.elem, writes, 0, origin)
                elif isinstance(s, (list, bytearray)):
                    elements(s, 0, n, v.f_typ_.elem, writes, 0, origin)
            return n

        return copy
    if key != "reflect.Swapper":
        return method

    def swapper(slice_: Any) -> Any:
        swap = method(slice_)
        s, et = slice_.v, slice_.t.elem

        def watched_swap(i: int, j: int) -> None:
            swap(i, j)
            origin = capture(sys._getframe(1))
            for writes in (False, True):
                for at in (s.off + i, s.off + j):
                    elements(s.arr, at, at + 1, et, writes, 0, origin)

        return watched_swap

    return swapper


def go_generic(*keys: str) -> Callable[[F], F]:
    """The method makes the stand-in for each list of type arguments."""

    def mark(method: F) -> F:
        name = method.__name__
        generic(*keys)(lambda lib, types: getattr(reflection(lib), name)(types))
        return method

    return mark
