"""What instrumented code calls: accesses, and the machine's own functions with the accesses that they make."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

from goloupe.race.channels import channel_range, channels
from goloupe.race.detector import BLIND, GLOBALS, Detector, place_of
from goloupe.race.fields import fields
from goloupe.race.runtimeframes import BYTES, COPY, GROW, RUNES
from goloupe.race.shadow import MAP, WatchedBox
from goloupe.race.stacks import capture, did, taken
from goloupe.race.wholes import Wholes
from goloupe.runtime import maps, slices, text
from goloupe.runtime.maps import NIL_MAP, GoMap, KeyedMap
from goloupe.runtime.rtype import ARRAY, INT8, INT32, INT64, POINTER, STRING, Type
from goloupe.runtime.shadow import FRESH
from goloupe.runtime.stack import Frame
from goloupe.runtime.value import ArrayView, Iface, Slice

_ARRAYS = (list, bytearray)
_frame = sys._getframe
UNTOLD = -1
"""The place of what is done by code that is not watched."""
LITERALS = {"GoMap": INT64, "GoMap32": INT32, "GoMapStr": STRING, "GoMapPtr": POINTER, "GoMapSmall": INT8}
"""Names of literals of maps with plain keys -> a kind that such keys have."""
_READS = frozenset(("get", "load", "load2", "has", "clone"))
"""Operations on maps that change nothing."""


def operations(detector: Detector) -> dict[str, Any]:
    """Names for the namespace of lowered code, bound to a detector."""
    read, write = detector.read_part, detector.write_part
    shadow = detector.shadow.cells
    quick = fields(detector)
    mget = quick["mget"]
    wholes = Wholes(detector)
    all_of, elements_of, span_of, compared = wholes.all_of, wholes.elements, wholes.span, wholes.compared

    def attr(obj: Any, name: str, place: int, call: Any) -> Any:
        if obj is not None:
            read(obj, name, place, call or taken(call, _frame(1)))
        return getattr(obj, name)

    def set_attr(obj: Any, name: str, place: int, call: Any) -> Any:
        if obj is not None:
            write(obj, name, place, call or taken(call, _frame(1)))
        return obj

    def load(pointer: Any, place: int, call: Any) -> Any:
        cls = pointer.__class__
        if cls is WatchedBox:
            if pointer.s.read != detector.now:
                read(pointer, "v", place, call or taken(call, _frame(1)))
        elif pointer is not None and cls is not Iface:
            read(*place_of(pointer), place, call or taken(call, _frame(1)))
        return pointer.v

    def store(pointer: Any, place: int, call: Any) -> Any:
        if pointer.__class__ is WatchedBox:
            cell = pointer.s
            if not cell.write == cell.read == detector.now:
                write(pointer, "v", place, call or taken(call, _frame(1)))
        elif pointer is not None:
            write(*place_of(pointer), place, call or taken(call, _frame(1)))
        return pointer

    def index(array: Any, i: Any, place: int, call: Any) -> Any:
        cls = array.__class__
        if cls in _ARRAYS:
            cells = shadow.get(id(array))
            if cells is None or i not in cells or cells[i].read != detector.now:
                read(array, i, place, call or taken(call, _frame(1)))
        elif cls is ArrayView:
            read(array.arr, array.off + i, place, call or taken(call, _frame(1)))
        elif isinstance(array, GoMap):
            mread(array, place, call or taken(call, _frame(1)))
        return array[i]

    def at(array: Any, i: Any, place: int, call: Any) -> Any:
        cls = array.__class__
        if cls in _ARRAYS:
            if 0 <= i < len(array):
                cells = shadow.get(id(array))
                if cells is None or i not in cells or not cells[i].write == cells[i].read == detector.now:
                    write(array, i, place, call or taken(call, _frame(1)))
        elif cls is ArrayView:
            write(array.arr, array.off + i, place, call or taken(call, _frame(1)))
        elif isinstance(array, GoMap) and array is not NIL_MAP:
            write(array, MAP, place, call or taken(call, _frame(1)))
        return i

    packages = shadow.get

    def get_global(name: str, place: int, call: Any) -> None:
        cells = packages(of_globals)
        if cells is None or name not in cells or cells[name].read != detector.now:
            read(GLOBALS, name, place, call or taken(call, _frame(1)))

    of_globals = id(GLOBALS)

    def set_global(name: str, place: int, call: Any, value: Any = None) -> Any:
        write(GLOBALS, name, place, call or taken(call, _frame(1)))
        return value

    def anew(obj: Any) -> bool:
        """Whether there may be anything new to a read of all of a value."""
        cls = obj.__class__
        plain = getattr(cls, "_plain", None)
        if plain is None or cls._within:
            return True
        now = detector.now
        for _, cell in plain:  # noqa: SIM110 - quicker
            if getattr(obj, cell, FRESH).read != now:
                return True
        return False

    def whole(obj: Any, t: Type | None, place: int, call: Any) -> Any:
        if obj is not None and anew(obj):
            all_of(obj, t, False, place, call or taken(call, _frame(1)))
        return obj

    def both(same: Any, obj: Any, other: Any, t: Type | None, place: int, origin: Any) -> None:
        """Two values were compared: all of them is read if they are the same."""
        if same:
            all_of(obj, t, False, place, origin)
            all_of(other, t, False, place, origin)
        else:
            compared(obj, other, t, place, origin)

    def eq(obj: Any, other: Any, place: int, call: Any) -> Any:
        """Two structs are compared."""
        same = obj._eq(other)
        if other is not None:
            both(same, obj, other, None, place, call or taken(call, _frame(1)))
        return same

    def alike(obj: Any, other: Any, t: Type, place: int, call: Any) -> Any:
        """Two values of a type are compared; of arrays it is told."""
        same = t.eq(obj, other)
        if t.kind == ARRAY and t.size:
            both(same, obj, other, t, place, call or taken(call, _frame(1)))
        return same

    def behind(t: Type, method: str, copy: Callable[[Any], Any]) -> Callable[[Any], Any]:
        """How a method that is called with a pointer gets the value that it is a method of: the compiler makes a function that reads it."""
        frame = Frame(method, "<autogenerated>", 1)

        def value(pointer: Any) -> Any:
            if pointer.s.read != detector.now if pointer.__class__ is WatchedBox else pointer is not None and anew(pointer):
                origin = (frame, 0, *capture(_frame(1)))
                if t.inplace:
                    all_of(pointer, t, False, 0, origin)
                else:
                    read(*place_of(pointer), 0, origin)
            return copy(pointer)

        return value

    def over(obj: Any, t: Type | None, place: int, call: Any) -> Any:
        if obj is not None:
            all_of(obj, t, True, place, call or taken(call, _frame(1)))
        return obj

    def mread(m: Any, place: int, call: Any) -> Any:
        return mget(m, place, call or taken(call, _frame(1))) if isinstance(m, GoMap) else m

    def mcall(m: Any, name: str, place: int, call: Any, *args: Any) -> Any:
        if isinstance(m, GoMap):
            origin = call or taken(call, _frame(1))
            if name in _READS:
                mget(m, place, origin)
            elif m is not NIL_MAP:
                write(m, MAP, place, origin)
            if args and isinstance(m, KeyedMap):
                key = keys.get(id(m.hashkey))
                if key is not None:
                    all_of(args[0], key, False, place, origin)  # The key is read where it is.
        return getattr(m, name)(*args)

    keys: dict[int, Type] = {}
    """Ways to make keys of maps -> the types of those keys, structs and arrays."""

    def make_map(key: Type) -> GoMap:
        m = maps.make_map(key)
        m.key = key.kind
        if key.inplace and isinstance(m, KeyedMap):
            keys[id(m.hashkey)] = key
        return m

    def literal(kind: int) -> Callable[[Any], GoMap]:
        def make(items: Any) -> GoMap:
            m = GoMap(items)
            m.key = kind
            return m

        return make

    def map_of(key: Type, items: Any) -> GoMap:
        m = make_map(key)
        for k, v in items:
            m.store(k, v)
        return m

    def mrange(rt: Any, name: str, m: Any, place: int, call: Any) -> Iterator[Any]:
        if m is NIL_MAP:
            return iter(())
        origin = call or taken(call, _frame(1))
        read(m, MAP, place, origin)
        return entries(getattr(rt, name)(m), m, place, origin)

    def entries(items: Iterator[Any], m: Any, place: int, origin: Any) -> Iterator[Any]:
        for item in items:
            read(m, MAP, place, origin)
            yield item

    def each(items: Any, place: int, call: Any) -> Any:
        if items.__class__ in _ARRAYS:
            return elements(items, 0, len(items), place, call or taken(call, _frame(1)))
        if items.__class__ is ArrayView:
            return elements(items.arr, items.off, items.n, place, call or taken(call, _frame(1)))
        return items

    def elements(array: Any, first: int, n: int, place: int, origin: Any) -> Iterator[Any]:
        for i in range(first, first + n):
            cells = shadow.get(id(array))
            if cells is None or i not in cells or cells[i].read != detector.now:
                read(array, i, place, origin)
            yield array[i]

    def slice_range(s: Slice, place: int = UNTOLD, call: Any = None) -> Any:
        if s.arr is None:
            return ()
        if place < 0:
            return map(s.arr.__getitem__, range(s.off, s.off + s.len))
        return elements(s.arr, s.off, s.len, place, call or taken(call, _frame(1)))

    # The machine's functions; code that is not watched calls them, too, and does not say where.

    def parts(s: Slice, n: int, et: Type, writes: bool, place: int, origin: Any, first: int = 0) -> None:
        """``n`` elements of a slice from ``first`` on."""
        if s.arr is not None:
            elements_of(s.arr, s.off + first, s.off + first + n, et, writes, place, origin)

    def appended(s: Slice, n: int, et: Type, place: int, origin: Any, do: Callable[[Any, Any, Type], Slice], what: Any) -> Slice:
        if s.len + n <= s.cap:
            if not et.inplace:
                parts(s, n, et, True, place, origin, s.len)
                return do(s, what, et)
            if detector.now is BLIND:
                parts(s, n, et, True, place, origin, s.len)
            out = do(s, what, et)
            parts(out, n, et, True, place, origin, s.len)  # Some were not there before; those that were are the same objects.
            return out
        parts(s, s.len, et, False, place and did(GROW, place), origin)
        out = do(s, what, et)
        parts(out, n, et, True, place, origin, s.len)
        return out

    def append1(s: Slice, v: Any, et: Type, place: int = UNTOLD, call: Any = None) -> Slice:
        if place < 0:
            return slices.append1(s, v, et)
        return appended(s, 1, et, place, call or taken(call, _frame(1)), slices.append1, v)

    def appendn(s: Slice, values: Any, et: Type, place: int = UNTOLD, call: Any = None) -> Slice:
        if values and place >= 0:
            return appended(s, len(values), et, place, call or taken(call, _frame(1)), slices.appendn, values)
        return slices.appendn(s, values, et)

    def append_slice(s: Slice, t: Slice, et: Type, place: int = UNTOLD, call: Any = None) -> Slice:
        if t.len and place >= 0:
            origin = call or taken(call, _frame(1))
            place = place and did(COPY, place)
            parts(t, t.len, et, False, place, origin)
            return appended(s, t.len, et, place, origin, slices.append_slice, t)
        return slices.append_slice(s, t, et)

    def span(array: Any, first: int, n: int, writes: bool, place: int, origin: Any) -> None:
        """``n`` elements of an array of bytes or runes."""
        if array is not None:
            span_of(array, first, first + n, writes, place, origin)

    def append_string(s: Slice, b: bytes, place: int = UNTOLD, call: Any = None) -> Slice:
        if b and place >= 0:
            origin = call or taken(call, _frame(1))
            copies = place and did(COPY, place)
            if s.len + len(b) <= s.cap:
                span(s.arr, s.off + s.len, len(b), True, copies, origin)
            else:
                span(s.arr, s.off, s.len, False, place and did(GROW, place), origin)
                out = slices.append_string(s, b)
                span(out.arr, out.off + s.len, len(b), True, copies, origin)
                return out
        return slices.append_string(s, b)

    def copy_slice(dst: Slice, src: Slice, et: Type, place: int = UNTOLD, call: Any = None) -> int:
        n = min(dst.len, src.len)
        if n and et.size and place >= 0:
            origin = call or taken(call, _frame(1))
            place = place and did(COPY, place)
            parts(src, n, et, False, place, origin)
            parts(dst, n, et, True, place, origin)
        return slices.copy_slice(dst, src, et)

    def copy_string(dst: Slice, b: bytes, place: int = UNTOLD, call: Any = None) -> int:
        if place < 0:
            return slices.copy_string(dst, b)
        span(dst.arr, dst.off, min(dst.len, len(b)), True, place and did(COPY, place), call or taken(call, _frame(1)))
        return slices.copy_string(dst, b)

    def clear_slice(s: Slice, et: Type, place: int = UNTOLD, call: Any = None) -> None:
        if place >= 0:
            parts(s, s.len, et, True, place, call or taken(call, _frame(1)))
        slices.clear_slice(s, et)

    def bytes_to_string(s: Slice, place: int = UNTOLD, call: Any = None) -> bytes:
        if place < 0:
            return text.bytes_to_string(s)
        span(s.arr, s.off, s.len, False, place and did(BYTES, place), call or taken(call, _frame(1)))
        return text.bytes_to_string(s)

    def runes_to_string(s: Slice, place: int = UNTOLD, call: Any = None) -> bytes:
        if place < 0:
            return text.runes_to_string(s)
        span(s.arr, s.off, s.len, False, place and did(RUNES, place), call or taken(call, _frame(1)))
        return text.runes_to_string(s)

    def slice_to_array(s: Slice, n: int, et: Type, place: int = UNTOLD, call: Any = None) -> Any:
        if n <= s.len and place >= 0:
            parts(s, n, et, False, place, call or taken(call, _frame(1)))
        return slices.slice_to_array(s, n, et)

    out: dict[str, Any] = {
        "R\u00b7\u00b7" + name: fn
        for name, fn in {
            **quick,
            **channels(detector),
            "attr": attr,
            "setattr": set_attr,
            "load": load,
            "store": store,
            "index": index,
            "at": at,
            "global": get_global,
            "set": set_global,
            "whole": whole,
            "over": over,
            "alike": alike,
            "behind": behind,
            "eq": eq,
            "mread": mread,
            "mcall": mcall,
            "mrange": mrange,
            "each": each,
        }.items()
    }
    out["R\u00b7\u00b7d"] = detector
    out["whole_of"] = lambda obj: obj  # In code that is not watched.
    out["Box"] = WatchedBox
    out |= {name: literal(kind) for name, kind in LITERALS.items()}
    out["channel_range"] = partial(channel_range, detector)
    for fn in (
        make_map,
        map_of,
        slice_range,
        append1,
        appendn,
        append_slice,
        append_string,
        copy_slice,
        copy_string,
        clear_slice,
        bytes_to_string,
        runes_to_string,
        slice_to_array,
    ):
        out[fn.__name__] = fn
    return out
