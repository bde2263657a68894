"""Package unicode: looking a rune up in a table of ranges, which scanners and printers do for every rune.

The real source searches the sorted ranges, a long table by bisection.  Here `bisect` does it, in C: it finds the first range that does not
end before the rune, which is the only one that may hold it.
"""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter
from typing import Any, Final

from goloupe.runtime.value import Slice
from goloupe.std import override

_HIGH: Final = attrgetter("f_Hi")


def _find(ranges: Slice, low: int, r: int) -> bool:
    """Whether one of the ranges from ``low`` on holds r."""
    arr, off = ranges.arr, ranges.off
    end = off + ranges.len
    i = bisect_left(arr, r, off + low, end, key=_HIGH)
    if i == end:
        return False
    found = arr[i]
    return bool(found.f_Lo <= r and (found.f_Stride == 1 or (r - found.f_Lo) % found.f_Stride == 0))


def _in_table(table: Any, r: int, low: int) -> bool:
    r16 = table.f_R16
    if r16.len > low and r & 0xFFFFFFFF <= r16.arr[r16.off + r16.len - 1].f_Hi:
        return _find(r16, low, r)
    r32 = table.f_R32
    if r32.len and r >= r32.arr[r32.off].f_Lo:
        return _find(r32, 0, r)
    return False


@override("unicode.is16", "unicode.is32")
def in_ranges(ranges: Slice, r: int) -> bool:
    """Whether one of the ranges holds r."""
    return bool(ranges.len) and _find(ranges, 0, r)


@override("unicode.Is")
def is_in(table: Any, r: int) -> bool:
    """Whether the table holds r."""
    return _in_table(table, r, 0)


@override("unicode.isExcludingLatin")
def is_in_beyond_latin(table: Any, r: int) -> bool:
    """Whether the table holds r, which is known not to be in Latin-1."""
    return _in_table(table, r, table.f_LatinOffset)


@override("unicode.In")
def is_in_any(r: int, tables: Slice) -> bool:
    """Whether one of the tables holds r."""
    return tables.len > 0 and any(_in_table(table, r, 0) for table in tables.arr[tables.off : tables.off + tables.len])


@override("unicode.IsOneOf")
def is_one_of(tables: Slice, r: int) -> bool:
    """Whether one of the tables holds r."""
    found: bool = is_in_any(r, tables)
    return found
