"""What instrumented code calls: accesses, and the machine's own functions with the accesses that they make."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from goloupe.race.detector import GLOBALS, Detector, place_of
from goloupe.runtime import maps, slices, text
from goloupe.runtime.maps import GoMap, KeyedMap
from goloupe.runtime.rtype import ARRAY, Type
from goloupe.runtime.value import ArrayView, Iface, Slice

_ARRAYS = (list, bytearray)
_READS = frozenset(("get", "load", "load2", "has", "clone"))
"""Operations on maps that change nothing."""


def operations(detector: Detector) -> dict[str, Any]:
    """Names for the namespace of lowered code, bound to a detector."""
    read, write = detector.read, detector.write
    shadow = detector.shadow.cells

    # The same goroutine again, and nothing released since: what `Detector.read` and `write` find out first, without calling them.

    def get(obj: Any, name: str) -> Any:
        if obj is not None:
            cells = shadow.get(id(obj))
            if cells is not None and name in cells and detector.before is None:
                cell, epoch = cells[name], detector.current.epoch
                if cell.read == epoch or cell.write == epoch:
                    return getattr(obj, name)
            read(obj, name)
        return getattr(obj, name)

    def put(obj: Any, name: str) -> Any:
        if obj is not None:
            cells = shadow.get(id(obj))
            if cells is not None and name in cells and detector.before is None:
                cell, epoch = cells[name], detector.current.epoch
                if cell.write == epoch and (cell.read == 0 or cell.read == epoch) and cell.readers is None:
                    return obj
            write(obj, name)
        return obj

    def load(pointer: Any) -> Any:
        if pointer is not None and pointer.__class__ is not Iface:
            read(*place_of(pointer))
        return pointer.v

    def store(pointer: Any) -> Any:
        if pointer is not None:
            write(*place_of(pointer))
        return pointer

    def index(array: Any, i: Any) -> Any:
        cls = array.__class__
        if cls in _ARRAYS:
            read(array, i)
        elif cls is ArrayView:
            read(array.arr, array.off + i)
        elif isinstance(array, GoMap):
            read(array, "map")
        return array[i]

    def at(array: Any, i: Any) -> Any:
        cls = array.__class__
        if cls in _ARRAYS:
            if 0 <= i < len(array):
                write(array, i)
        elif cls is ArrayView:
            write(array.arr, array.off + i)
        elif isinstance(array, GoMap):
            write(array, "map")
        return i

    def get_global(name: str) -> None:
        read(GLOBALS, name)

    def set_global(name: str, value: Any = None) -> Any:
        write(GLOBALS, name)
        return value

    def all_parts(obj: Any, act: Callable[[Any, Any], None]) -> None:
        """All of a struct or an array, with what lies within it."""
        pending = [obj]
        while pending:
            obj = pending.pop()
            cls = obj.__class__
            if cls in _ARRAYS:
                for i in range(len(obj)):
                    act(obj, i)
                if cls is list and obj and hasattr(obj[0].__class__, "_inplace"):
                    pending.extend(obj)
            elif cls is ArrayView:
                for i in range(obj.off, obj.off + obj.n):
                    act(obj.arr, i)
            else:
                inplace = getattr(cls, "_inplace", None)
                if inplace is not None:
                    for name in cls.__slots__:
                        if name in inplace:
                            pending.append(getattr(obj, name))
                        else:
                            act(obj, name)

    def whole(obj: Any) -> Any:
        if obj is not None:
            all_parts(obj, read)
        return obj

    def over(obj: Any) -> Any:
        if obj is not None:
            all_parts(obj, write)
        return obj

    def mread(m: Any) -> Any:
        if isinstance(m, GoMap):
            read(m, "map")
        return m

    def mcall(m: Any, name: str, *args: Any) -> Any:
        if isinstance(m, GoMap):
            (read if name in _READS else write)(m, "map")
            if args and isinstance(m, KeyedMap) and (args[0].__class__ is not list or id(m.hashkey) in by_array):
                whole(args[0])  # The key is read where it is; a list may be a pointer to an array.
        return getattr(m, name)(*args)

    by_array: set[int] = set()
    """Which ways to make keys of maps are those of arrays."""

    def make_map(key: Type) -> GoMap:
        m = maps.make_map(key)
        if key.kind == ARRAY and isinstance(m, KeyedMap):
            by_array.add(id(m.hashkey))
        return m

    def map_of(key: Type, items: Any) -> GoMap:
        m = make_map(key)
        for k, v in items:
            m.store(k, v)
        return m

    def mrange(rt: Any, name: str, m: Any) -> Iterator[Any]:
        read(m, "map")
        for item in getattr(rt, name)(m):
            read(m, "map")
            yield item

    def each(items: Any) -> Any:
        if items.__class__ in _ARRAYS:
            return elements(items, 0, len(items))
        if items.__class__ is ArrayView:
            return elements(items.arr, items.off, items.n)
        return items

    def elements(array: Any, first: int, n: int) -> Iterator[Any]:
        for i in range(first, first + n):
            read(array, i)
            yield array[i]

    def slice_range(s: Slice) -> Any:
        return () if s.arr is None else elements(s.arr, s.off, s.len)

    # The machine's functions.

    def parts(s: Slice, n: int, et: Type, act: Callable[[Any, Any], None], first: int = 0) -> None:
        """``n`` elements of a slice from ``first`` on."""
        array = s.arr
        if array is None:
            return
        i = s.off + first
        end = min(i + n, len(array))
        for at in range(i, i + n):
            act(array, at)
        if et.inplace:
            for at in range(i, end):
                all_parts(array[at], act)

    def appended(s: Slice, n: int, et: Type) -> None:
        if s.len + n <= s.cap:
            parts(s, n, et, write, s.len)
        else:
            parts(s, s.len, et, read)

    def append1(s: Slice, v: Any, et: Type) -> Slice:
        appended(s, 1, et)
        return slices.append1(s, v, et)

    def appendn(s: Slice, values: Any, et: Type) -> Slice:
        if values:
            appended(s, len(values), et)
        return slices.appendn(s, values, et)

    def append_slice(s: Slice, t: Slice, et: Type) -> Slice:
        if t.len:
            parts(t, t.len, et, read)
            appended(s, t.len, et)
        return slices.append_slice(s, t, et)

    def append_string(s: Slice, b: bytes) -> Slice:
        if b and s.len + len(b) <= s.cap:
            detector.write_range(s.arr, s.off + s.len, s.off + s.len + len(b))
        elif b and s.arr is not None:
            detector.read_range(s.arr, s.off, s.off + s.len)
        return slices.append_string(s, b)

    def copy_slice(dst: Slice, src: Slice, et: Type) -> int:
        n = min(dst.len, src.len)
        if n and et.size:
            parts(src, n, et, read)
            parts(dst, n, et, write)
        return slices.copy_slice(dst, src, et)

    def copy_string(dst: Slice, b: bytes) -> int:
        if dst.arr is not None:
            detector.write_range(dst.arr, dst.off, dst.off + min(dst.len, len(b)))
        return slices.copy_string(dst, b)

    def clear_slice(s: Slice, et: Type) -> None:
        parts(s, s.len, et, write)
        slices.clear_slice(s, et)

    def bytes_to_string(s: Slice) -> bytes:
        if s.arr is not None:
            detector.read_range(s.arr, s.off, s.off + s.len)
        return text.bytes_to_string(s)

    def runes_to_string(s: Slice) -> bytes:
        if s.arr is not None:
            detector.read_range(s.arr, s.off, s.off + s.len)
        return text.runes_to_string(s)

    def slice_to_array(s: Slice, n: int, et: Type) -> Any:
        if n <= s.len:
            parts(s, n, et, read)
        return slices.slice_to_array(s, n, et)

    out: dict[str, Any] = {
        "R\u00b7\u00b7" + name: fn
        for name, fn in {
            "get": get,
            "put": put,
            "load": load,
            "store": store,
            "index": index,
            "at": at,
            "global": get_global,
            "set": set_global,
            "whole": whole,
            "over": over,
            "mread": mread,
            "mcall": mcall,
            "mrange": mrange,
            "each": each,
        }.items()
    }
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
