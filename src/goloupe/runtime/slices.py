"""Slices: making, growing, copying, cutting.

Follows `slice.go`.  Capacities are exactly Go's: programs print them, and whether two slices share an array depends on them.

The Python array behind a slice may be physically shorter than the capacity (see `value`): `append1` on a slice that ends where
its array ends is then nothing but ``list.append``.  If the array goes on behind the slice, another slice may see the element,
and the append overwrites it as Go does, in place if the element is a struct or an array, because pointers to it exist.
"""

# ruff: noqa: RET503  (functions that end in a panic)
from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Final

from goloupe.runtime import panics
from goloupe.runtime.msize import MAX_ALLOC, grow_cap
from goloupe.runtime.rtype import UINT8
from goloupe.runtime.value import ArrayView, Slice
from goloupe.runtime.views import Nothings

if TYPE_CHECKING:
    from goloupe.runtime.rtype import Type


PHYSICAL_LIMIT: Final = 1 << 32
"""Bytes that the Python array of a slice may take; a program that asks for more is out of memory."""
MAX_INT: Final = (1 << 63) - 1


def make_slice(et: Type, n: int, cap: int = -1) -> Slice:
    """``make([]T, n, cap)``."""
    if cap == -1:
        if n < 0 or n * et.size > MAX_ALLOC:
            panics.makeslice_len()
        if n >= PHYSICAL_LIMIT >> 3 and (et.kind != UINT8 or n >= PHYSICAL_LIMIT):
            return _huge(et, n, n)
        return Slice(et.zeros(n), 0, n, n)
    if cap * et.size > MAX_ALLOC or n < 0 or n > cap:
        if n < 0 or n * et.size > MAX_ALLOC:
            panics.makeslice_len()
        panics.makeslice_cap()
    if n >= PHYSICAL_LIMIT >> 3 and (et.kind != UINT8 or n >= PHYSICAL_LIMIT):
        return _huge(et, n, cap)
    return Slice(et.zeros(n), 0, n, cap)


def _huge(et: Type, n: int, cap: int) -> Slice:
    """A slice that is longer than memory allows, unless its elements need none."""
    if et.size:
        raise MemoryError(n * et.size)
    return Slice(Nothings(et.zero(), n), 0, n, cap)


def make_slice_checked(et: Type, n: int, cap: int) -> Slice:
    """``make([]T, n, cap)`` for a capacity that may be negative."""
    if cap < 0:
        if n < 0 or n * et.size > MAX_ALLOC:
            panics.makeslice_len()
        panics.makeslice_cap()
    return make_slice(et, n, cap)


def append1(s: Slice, v: Any, et: Type) -> Slice:
    """``append(s, v)``; ``v`` is a value of its own (copied already, if it is a struct)."""
    n = s.len
    if n < s.cap:
        arr = s.arr
        off = s.off
        i = off + n
        if i == len(arr):
            arr.append(v)
        elif et.inplace:
            et.assign(arr[i], v)
        else:
            arr[i] = v
        return Slice(arr, off, n + 1, s.cap)
    cap = grow_cap(n + 1, n, et.size, et.noscan)
    if cap < 0:
        panics.growslice_len()
    arr = _moved(s, et)
    arr.append(v)
    return Slice(arr, 0, n + 1, cap)


def _moved(s: Slice, et: Type) -> Any:
    """The elements of ``s`` in a new array."""
    if s.arr is None:
        return bytearray() if et.kind == UINT8 else []
    part = s.arr[s.off : s.off + s.len]
    if et.inplace and part.__class__ is not Nothings:
        return list(map(et.copy, part))
    return part


def appendn(s: Slice, vals: Sequence[Any], et: Type) -> Slice:
    """``append(s, v, w, …)``."""
    k = len(vals)
    if not k:
        return s
    n = s.len
    m = n + k
    if m <= s.cap:
        arr = s.arr
        i = s.off + n
        if i == len(arr):
            arr.extend(vals)
        elif et.inplace:
            _overwrite(arr, i, vals, et)
        else:
            arr[i : i + k] = vals
        return Slice(arr, s.off, m, s.cap)
    cap = grow_cap(m, s.cap, et.size, et.noscan)
    if cap < 0:
        panics.growslice_len()
    if m >= PHYSICAL_LIMIT >> 3 and not et.size:
        return _huge(et, m, cap)
    arr = _moved(s, et)
    arr.extend(vals)
    return Slice(arr, 0, m, cap)


def _overwrite(arr: Any, i: int, vals: Sequence[Any], et: Type) -> None:
    """Put structs or arrays where there are some, and behind; the array grows physically if they reach past its end."""
    room = len(arr) - i
    assign = et.assign
    for j, v in enumerate(vals[:room], i):
        assign(arr[j], v)
    arr.extend(vals[room:])


def append_slice(s: Slice, t: Slice, et: Type) -> Slice:
    """``append(s, t...)``."""
    if not t.len:
        return s
    if t.len >= PHYSICAL_LIMIT >> 3 and not et.size:
        return _append_huge(s, t, et)
    vals = t.arr[t.off : t.off + t.len]
    if et.inplace:
        vals = list(map(et.copy, vals))
    return appendn(s, vals, et)


def _append_huge(s: Slice, t: Slice, et: Type) -> Slice:
    """``append(s, t...)`` for a slice of nothings that is longer than memory allows."""
    m = s.len + t.len
    cap = s.cap if m <= s.cap else grow_cap(m, s.cap, et.size, et.noscan) if m <= MAX_INT else -1
    if cap < 0:
        panics.growslice_len()
    return _huge(et, m, cap)


def append_string(s: Slice, b: bytes) -> Slice:
    """``append(s, str...)`` for a byte slice."""
    k = len(b)
    if not k:
        return s
    n = s.len
    m = n + k
    if m <= s.cap:
        arr = s.arr
        i = s.off + n
        arr[i : i + k] = b
        return Slice(arr, s.off, m, s.cap)
    arr = bytearray() if s.arr is None else s.arr[s.off : s.off + n]
    arr += b
    cap = grow_cap(m, s.cap, 1, True)
    if cap < 0:
        panics.growslice_len()
    return Slice(arr, 0, m, cap)


def grow_slice(s: Slice, more: int, et: Type) -> Slice:
    """A slice with room for ``more`` further elements, as ``append`` would make it (`reflect_growslice`)."""
    m = s.len + more
    if m <= s.cap:
        return s
    cap = grow_cap(m, s.cap, et.size, et.noscan)
    if cap < 0:
        panics.growslice_len()
    return Slice(_moved(s, et), 0, s.len, cap)


def copy_slice(dst: Slice, src: Slice, et: Type) -> int:
    """``copy(dst, src)``, right for overlapping slices too."""
    n = dst.len if dst.len < src.len else src.len
    if n:
        i, j = dst.off, src.off
        if not et.size:
            return n
        if et.inplace:
            if dst.arr is src.arr and i == j:
                return n
            vals = list(map(et.copy, src.arr[j : j + n]))
            arr, assign = dst.arr, et.assign
            for k, v in enumerate(vals, i):
                assign(arr[k], v)
        else:
            dst.arr[i : i + n] = src.arr[j : j + n]
    return n


def copy_string(dst: Slice, b: bytes) -> int:
    """``copy(dst, str)``."""
    n = len(b)
    if n <= dst.len:
        if n:
            dst.arr[dst.off : dst.off + n] = b
        return n
    n = dst.len
    if n:
        dst.arr[dst.off : dst.off + n] = b[:n]
    return n


def clear_slice(s: Slice, et: Type) -> None:
    """``clear(s)``."""
    if s.len and et.size:
        if et.inplace:
            zero, assign = et.zero(), et.assign
            for i in range(s.off, s.off + s.len):
                assign(s.arr[i], zero)
        else:
            s.arr[s.off : s.off + s.len] = et.zeros(s.len)


# Cutting.  A slice that reaches past the physical end of its array brings the zeros there to life: `reach`.


def reach(arr: Any, end: int, et: Type | None) -> None:
    """Make ``arr`` at least ``end`` long."""
    missing = end - len(arr)
    if arr.__class__ is Nothings:
        arr.n = end
    elif arr.__class__ is bytearray:
        arr.extend(bytes(missing))
    elif et is not None:
        arr.extend(et.zeros(missing))
    else:
        raise AssertionError("reslicing past the physical end needs the element type")


def slice_lo(s: Slice, lo: int) -> Slice:
    """``s[lo:]``."""
    n = s.len
    if 0 <= lo <= n:
        if s.arr is None:
            return s
        return Slice(s.arr, s.off + lo, n - lo, s.cap - lo)
    panics.slice_b(lo, n)


def slice_hi(s: Slice, hi: int, et: Type | None = None) -> Slice:
    """``s[:hi]``; pass the element type unless ``hi <= len(s)`` is known."""
    if 0 <= hi <= s.cap:
        arr = s.arr
        if hi > s.len and s.off + hi > len(arr):
            reach(arr, s.off + hi, et)
        elif arr is None:
            return s
        return Slice(arr, s.off, hi, s.cap)
    panics.slice_acap(hi, s.cap)


def slice_lohi(s: Slice, lo: int, hi: int, et: Type | None = None) -> Slice:
    """``s[lo:hi]``."""
    if 0 <= lo <= hi <= s.cap:
        arr = s.arr
        if hi > s.len and s.off + hi > len(arr):
            reach(arr, s.off + hi, et)
        elif arr is None:
            return s
        return Slice(arr, s.off + lo, hi - lo, s.cap - lo)
    if not 0 <= hi <= s.cap:
        panics.slice_acap(hi, s.cap)
    panics.slice_b(lo, hi)


def slice3(s: Slice, lo: int, hi: int, mx: int, et: Type | None = None) -> Slice:
    """``s[lo:hi:max]``."""
    if 0 <= lo <= hi <= mx <= s.cap:
        arr = s.arr
        if hi > s.len and s.off + hi > len(arr):
            reach(arr, s.off + hi, et)
        elif arr is None:
            return s
        return Slice(arr, s.off + lo, hi - lo, mx - lo)
    if not 0 <= mx <= s.cap:
        panics.slice3_acap(mx, s.cap)
    if not 0 <= hi <= mx:
        panics.slice3_b(hi, mx)
    panics.slice3_c(lo, hi)


def array_slice(arr: Any, lo: int = 0, hi: int = -1, mx: int = -1, *, given: int = 0) -> Slice:
    """Slice an array (or what a pointer to one points to).

    Bounds that are absent are left out; ``given`` has bit 1 set if ``hi`` and bit 2 if ``max`` is in the source, in which case
    they may be negative.
    """
    if arr is None:
        panics.nilptr()
    n = len(arr)
    if hi < 0 and not given & 1:
        hi = n
    three = mx >= 0 or bool(given & 2)
    if not three:
        mx = n
    if not 0 <= lo <= hi <= mx <= n:
        if three:
            if not 0 <= mx <= n:
                panics.slice3_alen(mx, n)
            if not 0 <= hi <= mx:
                panics.slice3_b(hi, mx)
            panics.slice3_c(lo, hi)
        if not 0 <= hi <= n:
            panics.slice_alen(hi, n)
        panics.slice_b(lo, hi)
    if arr.__class__ is ArrayView:
        return Slice(arr.arr, arr.off + lo, hi - lo, mx - lo)
    return Slice(arr, lo, hi - lo, mx - lo)


def str_lo(b: bytes, lo: int) -> bytes:
    """``str[lo:]``."""
    if 0 <= lo <= len(b):
        return b[lo:]
    panics.slice_b(lo, len(b))


def str_hi(b: bytes, hi: int) -> bytes:
    """``str[:hi]``."""
    if 0 <= hi <= len(b):
        return b[:hi]
    panics.slice_alen(hi, len(b))


def str_lohi(b: bytes, lo: int, hi: int) -> bytes:
    """``str[lo:hi]``."""
    if 0 <= lo <= hi <= len(b):
        return b[lo:hi]
    if not 0 <= hi <= len(b):
        panics.slice_alen(hi, len(b))
    panics.slice_b(lo, hi)


def slice_to_array(s: Slice, n: int, et: Type) -> Any:
    """``[n]T(s)``: a copy."""
    if s.len < n:
        panics.slice_convert(n, s.len)
    if s.arr is None:
        return et.zeros(0)
    part = s.arr[s.off : s.off + n]
    return list(map(et.copy, part)) if et.inplace else part


def slice_to_array_ptr(s: Slice, n: int) -> Any:
    """``(*[n]T)(s)``: the same memory; nil for a nil slice."""
    if s.len < n:
        panics.slice_convert(n, s.len)
    if s.arr is None:
        return None
    if s.off == 0 and len(s.arr) == n == s.cap:
        return s.arr
    return ArrayView(s.arr, s.off, n)


def from_values(vals: Sequence[Any], et: Type) -> Slice:
    """A slice of these elements, with capacity equal to its length."""
    arr = bytearray(vals) if et.kind == UINT8 else list(vals)
    return Slice(arr, 0, len(arr), len(arr))
